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

/// Whether some bytes stand at an offset of others, compared at the speed of memory.
package func occurs(
  _ bytes: UnsafeBufferPointer<UInt8>,
  at offset: Int,
  in text: UnsafeBufferPointer<UInt8>
) -> Bool {
  guard let part = bytes.baseAddress, let whole = text.baseAddress, offset >= 0,
    offset + bytes.count <= text.count
  else { return false }
  return memcmp(whole + offset, part, bytes.count) == 0
}
