/// A path as the file system has it: bytes of any encoding, none of them NUL.
///
/// Names out of old archives are often GBK; such files must be found and read like any other.
public struct FilePath: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  public init(_ path: String) {
    bytes = Array(path.utf8)
  }

  package func appending(_ name: [UInt8]) -> FilePath {
    if bytes.isEmpty { return FilePath(bytes: name) }
    let separator: [UInt8] = bytes.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
    return FilePath(bytes: bytes + separator + name)
  }

  /// Calls a C function with the path.
  package func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes + [0]).withUnsafeBytes { buffer in
      let characters = buffer.assumingMemoryBound(to: CChar.self)
      // The array ends with the NUL that was added, so it has an address.
      return characters.baseAddress.map(body) ?? "".withCString(body)
    }
  }

  /// The last part of the path.
  package var name: [UInt8] {
    let slash = UInt8(ascii: "/")
    let end = (bytes.lastIndex { $0 != slash } ?? -1) + 1
    let start = (bytes[..<end].lastIndex(of: slash) ?? -1) + 1
    return Array(bytes[start..<end])
  }
}

extension FilePath: CustomStringConvertible {
  /// The path as text; in names that are not UTF-8, each byte above 127 is written `%B0`.
  public var description: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var escaped: [UInt8] = []
    for byte in bytes {
      if byte < 0x80 {
        escaped.append(byte)
      } else {
        escaped.append(UInt8(ascii: "%"))
        escaped.append(contentsOf: String(byte, radix: 16, uppercase: true).utf8)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
