internal import CICU

/// An encoding that is neither UTF-8 nor UTF-16, by its IANA name.
struct LegacyEncoding: Hashable {
  let name: String

  static let gb18030 = LegacyEncoding(name: "GB18030")

  /// With Hong Kong's supplementary characters, which plain Big5 leaves free.
  static let big5 = LegacyEncoding(name: "Big5-HKSCS")
  static let utf8 = LegacyEncoding(name: "UTF-8")
  static let windows1252 = LegacyEncoding(name: "windows-1252")

  /// Whether a byte of ASCII that follows another one always stands for itself.
  fileprivate var keepsASCII: Bool { [.gb18030, .big5, .windows1252].contains(self) }
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
    guard converter.decode(bytes, keepsASCII: encoding.keepsASCII, into: &text) else { return nil }
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
  ///
  /// Long stretches of ASCII, which is most of many pages, pass it by where the encoding allows.
  private func decode(_ bytes: [UInt8], keepsASCII: Bool, into text: inout TextBuilder) -> Bool {
    let pieceLength = min(bytes.count, 1 << 13)
    var units = [UInt16](repeating: 0, count: pieceLength + 64)
    var offsets = [Int32](repeating: 0, count: units.count)
    var buffer = [UInt8](repeating: 0, count: units.count * 3)
    var start = 0
    while start < bytes.count {
      let pending = Int(cicu_converter_pending(handle))
      var end = min(bytes.count, start + pieceLength)
      if keepsASCII {
        let stretch = bytes.withUnsafeBytes { pending == 0 ? $0.asciiStretch(from: start) : 0 }
        if stretch >= asciiStretchLength {
          text.appendASCII(bytes[start..<start + stretch], at: start)
          start += stretch
          continue
        }
        end = bytes.withUnsafeBytes { $0.endOfPiece(from: start, to: end) }
      }
      var consumed: Int32 = 0
      var status: Int32 = 0
      let written = bytes.withUnsafeBufferPointer { bytes -> Int in
        guard let base = bytes.baseAddress, let length = Int32(exactly: end - start),
          let capacity = Int32(exactly: units.count)
        else { return 0 }
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
      guard status <= 1, consumed > 0 || written > 0 else { return false }
      mendLostOffsets(&offsets, of: units, count: written, length: Int32(end - start))
      text.append(
        units.span.extracting(first: written),
        offsets: offsets.span.extracting(first: written),
        pieceStart: start,
        pending: pending,
        source: bytes.span,
        buffer: &buffer
      )
      start += Int(consumed)
    }
    return true
  }
}

/// The shortest stretch of ASCII for which it pays to leave the converter out.
private let asciiStretchLength = 64

extension UnsafeRawBufferPointer {
  /// How many bytes from an index on are ASCII and not NUL.
  fileprivate func asciiStretch(from start: Int) -> Int {
    var end = start
    while end + 8 <= count, isASCIIWord(at: end) { end += 8 }
    while end < count, self[end] &- 1 < 0x7F { end += 1 }
    return end - start
  }

  /// Where the converter's next piece ends: behind the first byte of a long stretch of ASCII, for that
  /// byte may be the second one of a character.
  fileprivate func endOfPiece(from start: Int, to limit: Int) -> Int {
    var stretch = 0
    var index = start
    while index + 8 <= limit {
      stretch = isASCIIWord(at: index) ? stretch + 8 : 0
      index += 8
      if stretch >= asciiStretchLength { return index - stretch + 1 }
    }
    return limit
  }

  /// Whether eight bytes are ASCII and not NUL.
  private func isASCIIWord(at index: Int) -> Bool {
    let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
    return (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 == 0
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
  private(set) var utf8: [UInt8] = []
  private(set) var map = SourceMapBuilder()
  private(set) var replacements: [Int] = []

  /// The character before, whose width in the source the next one tells.
  private var textWidth = 0
  private var sourceStart = 0
  private var highSurrogate: UInt32 = 0

  init(byteCount: Int) {
    utf8.reserveCapacity(byteCount + byteCount / 4)
  }

  /// Takes over what the converter made of one piece; the buffer has room for 3 bytes for each unit.
  mutating func append(
    _ units: Span<UInt16>,
    offsets: Span<Int32>,
    pieceStart: Int,
    pending: Int,
    source: Span<UInt8>,
    buffer: inout [UInt8]
  ) {
    let count = write(
      units,
      offsets: offsets,
      pieceStart: pieceStart,
      pending: pending,
      source: source,
      to: buffer.mutableSpan
    )
    utf8.append(contentsOf: buffer[..<count])
  }

  /// Takes over a stretch of ASCII as it is.
  mutating func appendASCII(_ bytes: ArraySlice<UInt8>, at start: Int) {
    closeCharacter(at: start)
    utf8.append(contentsOf: bytes)
    map.append(textWidth: 1, sourceWidth: 1, count: bytes.count)
    sourceStart = start + bytes.count
  }

  private mutating func write(
    _ units: Span<UInt16>,
    offsets: Span<Int32>,
    pieceStart: Int,
    pending: Int,
    source: Span<UInt8>,
    to bytes: consuming MutableSpan<UInt8>
  ) -> Int {
    var count = 0
    var index = 0
    while index < units.count {
      let stretch = lengthOfEvenStretch(units, offsets: offsets, from: index)
      if stretch.length > 1 {
        closeCharacter(at: pieceStart + Int(offsets[index]))
        let width = stretch.isASCII ? 1 : 3
        for position in index..<index + stretch.length {
          _ = bytes.write(UInt32(units[position]), at: &count)
        }
        index += stretch.length
        // All but the last, whose width the next character tells.
        map.append(
          textWidth: width,
          sourceWidth: stretch.isASCII ? 1 : 2,
          count: stretch.length - 1
        )
        sourceStart = pieceStart + Int(offsets[index - 1])
        textWidth = width
        continue
      }
      let unit = UInt32(units[index])
      defer { index += 1 }
      if unit & 0xFC00 == 0xDC00, highSurrogate != 0 {
        let scalar = 0x10000 + (highSurrogate & 0x3FF) << 10 + unit & 0x3FF
        textWidth += bytes.write(scalar, at: &count)
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
      } else if unit == 0 {
        textWidth += bytes.write(0x20, at: &count)
      } else {
        if unit == 0xFFFD, !isEncodedReplacement(source, at: start) {
          replacements.append(utf8.count + count)
        }
        textWidth += bytes.write(unit, at: &count)
      }
    }
    return count
  }

  /// How many units from an index on are characters of one byte in ASCII, or of two bytes beyond
  /// U+07FF: nearly all of a Chinese text, and quickly mapped.
  private func lengthOfEvenStretch(
    _ units: Span<UInt16>,
    offsets: Span<Int32>,
    from start: Int
  ) -> (length: Int, isASCII: Bool) {
    guard offsets[start] >= 0, highSurrogate == 0 else { return (0, false) }
    let isASCII = units[start] < 0x80
    var end = start
    if isASCII {
      while end < units.count, units[end] &- 1 < 0x7F { end += 1 }
    } else {
      // Neither shorter in UTF-8, nor half of a pair, nor U+FFFD.
      while end < units.count, units[end] >= 0x800, units[end] &- 0xD800 >= 0x800,
        units[end] != 0xFFFD
      {
        end += 1
      }
    }
    guard end - start > 1 else { return (0, false) }
    // No encoding has shorter characters than these, so the sum proves each.
    let width = Int(offsets[end - 1]) - Int(offsets[start])
    return (width == (end - 1 - start) * (isASCII ? 1 : 2) ? end - start : 0, isASCII)
  }

  mutating func finish(at end: Int) {
    closeCharacter(at: end)
  }

  @inline(__always)
  private mutating func closeCharacter(at start: Int) {
    guard textWidth > 0 else { return }
    map.append(textWidth: textWidth, sourceWidth: max(0, start - sourceStart), count: 1)
    textWidth = 0
    sourceStart = start
  }

  /// Whether U+FFFD is what the source itself says, in GB18030's four bytes for it.
  private func isEncodedReplacement(_ source: Span<UInt8>, at offset: Int) -> Bool {
    offset + 3 < source.count && source[offset] == 0x84 && source[offset + 1] == 0x31
      && source[offset + 2] == 0xA4 && source[offset + 3] == 0x37
  }
}
