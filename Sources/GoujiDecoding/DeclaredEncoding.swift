/// The encoding that a page declares in a `meta` element or an XML declaration near its start.
///
/// - Returns: `nil` when it declares none that ICU knows and that a page can be written in.
func declaredEncoding(of bytes: [UInt8]) -> LegacyEncoding? {
  // Browsers look at the first 1,024 bytes; pages exported from Word carry more before their meta.
  let head = bytes.prefix(4096)
  if head.starts(with: Array("<?xml".utf8)),
    let label = label(after: "encoding", in: tag(at: 0, in: head)),
    let encoding = LegacyEncoding(label: label)
  {
    return encoding
  }
  for start in head.indices
  where head[start] == 0x3C && start + 5 < head.count && head[start + 1] | 0x20 == 0x6D {
    let tag = tag(at: start, in: head)
    if tag.starts(with: Array("<meta".utf8)), let label = label(after: "charset", in: tag),
      let encoding = LegacyEncoding(label: label)
    {
      return encoding
    }
  }
  return nil
}

/// The bytes of a tag from its start to its `>`, in lower case.
private func tag(at start: Int, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let letters = bytes[start...].prefix { $0 != 0x3E }
  return letters.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }[...]
}

/// The label behind a key and an equals sign, quoted or not.
private func label(after key: String, in tag: ArraySlice<UInt8>) -> String? {
  let key = Array(key.utf8)
  let blanks: Set<UInt8> = [0x09, 0x0A, 0x0C, 0x0D, 0x20]
  for start in tag.indices where tag[start...].starts(with: key) {
    let rest = tag[(start + key.count)...].drop { blanks.contains($0) }
    guard rest.first == 0x3D else { continue }
    let value = rest.dropFirst().drop { blanks.contains($0) || $0 == 0x22 || $0 == 0x27 }
    let label = value.prefix { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x2D || byte == 0x5F || byte == 0x3A || byte == 0x2E
    }
    if !label.isEmpty { return String(decoding: label, as: UTF8.self) }
  }
  return nil
}

extension LegacyEncoding {
  /// The encoding that a page means by a label in lower case.
  ///
  /// GB2312 and GBK are subsets of GB18030, and pages that declare the one use characters of the
  /// other. UTF-16 cannot be what a declaration read as ASCII is written in, so it means UTF-8, as in
  /// the Encoding Standard.
  init?(label: String) {
    switch label {
    case "utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be", "unicode":
      self = .utf8
    case "gb2312", "gb_2312", "gb_2312-80", "gb2312-80", "csgb2312", "gbk", "x-gbk", "cp936",
      "ms936", "windows-936", "gb18030", "chinese", "euc-cn", "hz", "hz-gb-2312", "iso-ir-58":
      self = .gb18030
    case "big5", "big-5", "big5-hkscs", "big5hkscs", "big5-eten", "cn-big5", "x-x-big5", "csbig5",
      "cp950", "ms950", "windows-950":
      self = .big5
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "ascii", "us-ascii", "windows-1252",
      "cp1252":
      self = .windows1252
    default:
      self.init(name: label)
      guard holdsASCII else { return nil }
    }
  }
}
