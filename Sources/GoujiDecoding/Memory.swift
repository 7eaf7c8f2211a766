#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// The index of the next byte of some value, searched at the speed of memory.
package func firstIndex(
  of byte: UInt8,
  in bytes: UnsafeRawBufferPointer,
  from start: Int
) -> Int? {
  guard let base = bytes.baseAddress, start < bytes.count, start >= 0 else { return nil }
  guard let found = memchr(base + start, Int32(byte), bytes.count - start) else { return nil }
  return UnsafeRawPointer(found) - base
}
