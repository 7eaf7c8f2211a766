internal import CICU

/// An encoding that is neither UTF-8 nor UTF-16, by its IANA name.
struct LegacyEncoding: Hashable {
  let name: String

  static let gb18030 = LegacyEncoding(name: "GB18030")

  /// With Hong Kong's supplementary characters, which plain Big5 leaves free.
  static let big5 = LegacyEncoding(name: "Big5-HKSCS")
  static let utf8 = LegacyEncoding(name: "UTF-8")
  static let windows1252 = LegacyEncoding(name: "windows-1252")
}

/// Owns one of ICU's converters to UTF-16.
final class ICUConverter {
  private let handle: OpaquePointer

  enum Mode {
    /// Stops at bytes that are no character.
    case strict

    /// Writes U+FFFD for them.
    case replacing
  }

  /// - Returns: `nil` when ICU does not know the encoding.
  init?(encoding: String, mode: Mode) {
    guard let handle = cicu_converter_open(encoding, mode == .strict ? 1 : 0) else { return nil }
    self.handle = handle
  }

  deinit {
    cicu_converter_close(handle)
  }

  /// Decodes a file.
  ///
  /// - Returns: `nil` for a strict decoding of bytes that the encoding does not have.
  static func decode(
    _ bytes: [UInt8],
    encoding: LegacyEncoding,
    mode: Mode,
    evidence: DecodedText.Evidence
  ) -> DecodedText? {
    guard let converter = ICUConverter(encoding: encoding.name, mode: mode) else { return nil }
    var text = TextBuilder(byteCount: bytes.count)
    guard converter.decode(bytes, into: &text) else { return nil }
    text.finish(at: bytes.count)
    return DecodedText(
      utf8: text.utf8,
      sourceMap: text.map.finish(),
      encoding: encoding.name,
      evidence: evidence,
      replacements: text.replacements
    )
  }

  /// Decodes a file in the encoding that ICU guesses, without loss or not at all.
  static func decodeDetected(_ bytes: [UInt8]) -> DecodedText? {
    let sample = bytes.prefix(1 << 16)
    var name = [CChar](repeating: 0, count: 64)
    let confidence = sample.withUnsafeBufferPointer { sample -> Int32 in
      guard let base = sample.baseAddress, let count = Int32(exactly: sample.count) else {
        return -1
      }
      return cicu_detect(base, count, &name, 64)
    }
    guard confidence >= 30 else { return nil }
    let characters = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let encoding = LegacyEncoding(name: String(decoding: characters, as: UTF8.self))
    guard ![.gb18030, .big5, .utf8].contains(encoding), encoding.holdsASCII else { return nil }
    return decode(bytes, encoding: encoding, mode: .strict, evidence: .detected)
  }

  /// Feeds a file to the converter piece by piece, so that the buffers between stay in the cache.
  private func decode(_ bytes: [UInt8], into text: inout TextBuilder) -> Bool {
    let pieceLength = 1 << 13
    var units = [UInt16](repeating: 0, count: pieceLength + 64)
    var offsets = [Int32](repeating: 0, count: pieceLength + 64)
    var start = 0
    while true {
      let pending = Int(cicu_converter_pending(handle))
      var consumed: Int32 = 0
      var status: Int32 = 0
      let end = min(bytes.count, start + pieceLength)
      let written = bytes.withUnsafeBufferPointer { bytes -> Int in
        // An empty file has no base address; it is valid UTF-8 and does not come here.
        guard let base = bytes.baseAddress, let length = Int32(exactly: end - start),
          let capacity = Int32(exactly: units.count)
        else {
          status = 3
          return 0
        }
        return Int(
          cicu_converter_decode(
            handle,
            base + start,
            length,
            end == bytes.count ? 1 : 0,
            &consumed,
            &units,
            capacity,
            &offsets,
            &status
          )
        )
      }
      guard status <= 1, consumed > 0 || status == 1 || end == bytes.count else { return false }
      text.append(
        units.span.extracting(first: written),
        offsets: offsets.span.extracting(first: written),
        pieceStart: start,
        pending: pending,
        source: bytes.span
      )
      start += Int(consumed)
      if status == 0, start == bytes.count { return true }
    }
  }
}

extension LegacyEncoding {
  /// Whether the printable characters of ASCII stand for themselves, as the tags of a page must.
  var holdsASCII: Bool {
    let ascii = [UInt8](0x20...0x7E)
    return ICUConverter.decode(ascii, encoding: self, mode: .strict, evidence: .declared)?.utf8
      == ascii
  }
}

/// Turns UTF-16 with source offsets into UTF-8 with a source map.
private struct TextBuilder {
  var utf8: [UInt8] = []
  var map = SourceMapBuilder()
  var replacements: [Int] = []

  /// The character before, whose width in the source the next one tells.
  private var textWidth = 0
  private var sourceStart = 0
  private var highSurrogate: UInt32 = 0

  init(byteCount: Int) {
    utf8.reserveCapacity(byteCount + byteCount / 4)
  }

  mutating func append(
    _ units: Span<UInt16>,
    offsets: Span<Int32>,
    pieceStart: Int,
    pending: Int,
    source: Span<UInt8>
  ) {
    for index in units.indices {
      let unit = UInt32(units[index])
      if unit & 0xFC00 == 0xDC00, highSurrogate != 0 {
        let scalar = 0x10000 + (highSurrogate & 0x3FF) << 10 + unit & 0x3FF
        textWidth += GoujiDecoding.append(scalar, to: &utf8)
        highSurrogate = 0
        continue
      }
      let offset = offsets[index]
      // A character that began in the piece before, unless it is one more of those already begun.
      let start =
        offset >= 0
        ? pieceStart + Int(offset) : max(sourceStart, pieceStart - (index == 0 ? pending : 0))
      if start != sourceStart { closeCharacter(at: start) }
      if unit & 0xF800 == 0xD800 {
        highSurrogate = unit
        continue
      }
      if unit == 0 {
        utf8.append(0x20)
        textWidth += 1
      } else {
        if unit == 0xFFFD, !isEncodedReplacement(source, at: start) {
          replacements.append(utf8.count)
        }
        textWidth += GoujiDecoding.append(unit, to: &utf8)
      }
    }
  }

  mutating func finish(at end: Int) {
    closeCharacter(at: end)
  }

  @inline(__always)
  private mutating func closeCharacter(at start: Int) {
    guard textWidth > 0 else { return }
    map.append(textWidth: textWidth, sourceWidth: max(0, start - sourceStart))
    textWidth = 0
    sourceStart = start
  }

  /// Whether U+FFFD is what the source itself says, in GB18030's four bytes for it.
  private func isEncodedReplacement(_ source: Span<UInt8>, at offset: Int) -> Bool {
    offset + 3 < source.count && source[offset] == 0x84 && source[offset + 1] == 0x31
      && source[offset + 2] == 0xA4 && source[offset + 3] == 0x37
  }
}
