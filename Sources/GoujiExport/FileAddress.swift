internal import Glibc
package import Gouji

/// The address of a file for links in a file of another folder, relative where both are below one root.
///
/// Links that are relative outlive the moving of both together.
package func address(of file: FilePath, from folder: String) -> String {
  let file = normalizedParts(file.bytes)
  let folder = normalizedParts(Array(folder.utf8))
  let shared = zip(file.dropLast(), folder).prefix { $0 == $1 }.count
  let up = Array(repeating: "..", count: folder.count - shared)
  return (up + file[shared...].map(percentEncoded)).joined(separator: "/")
}

/// The parts of a path from the root down, without `.` and `..`.
private func normalizedParts(_ path: [UInt8]) -> [[UInt8]] {
  let slash = UInt8(ascii: "/")
  var parts: [[UInt8]] = []
  if path.first != slash, let current = getcwd(nil, 0) {
    parts = String(cString: current).utf8.split(separator: slash).map(Array.init)
    free(current)
  }
  for part in path.split(separator: slash) {
    switch part {
    case [UInt8(ascii: ".")]: continue
    case [UInt8(ascii: "."), UInt8(ascii: ".")]: _ = parts.popLast()
    default: parts.append(Array(part))
    }
  }
  return parts
}

/// A part of a path as RFC 3986 lets it stand in an address.
private func percentEncoded(_ part: [UInt8]) -> String {
  let digits = Array("0123456789ABCDEF")
  var text = ""
  for byte in part {
    let scalar = UnicodeScalar(byte)
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": text.unicodeScalars.append(scalar)
    default: text += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return text
}
