internal import GoujiModel

/// A sentence from its parts, with the full stop of each language.
func sentence(_ parts: [Bilingual]) -> Bilingual {
  var (zh, en) = (SentenceText(), SentenceText())
  for (index, part) in parts.enumerated() {
    if index > 0 {
      zh.append(";")
      en.append("; ")
    }
    zh.append(part.zh)
    en.append(part.en)
  }
  return sentence(zh: zh, en: en)
}

/// A sentence of one part, with the full stop of each language.
func sentence(zh: consuming SentenceText, en: consuming SentenceText) -> Bilingual {
  zh.append("。")
  en.append(".")
  return part(zh: zh, en: en)
}

/// A part of a sentence.
func part(zh: SentenceText, en: SentenceText) -> Bilingual {
  Bilingual(zh: zh.string, en: en.string)
}

/// A text with interpolations that is put together byte by byte and becomes a string once, for the
/// findings that a report can have dozens of: a string takes as long for each piece as for all bytes.
struct SentenceText: ExpressibleByStringInterpolation {
  /// The bytes of a text as short as most, which need no memory of their own.
  private var short = InlineArray<256, UInt8>(repeating: 0)
  private var count = 0

  /// All bytes of a longer text.
  private var long: [UInt8] = []

  init() {}

  init(stringLiteral value: String) {
    append(value)
  }

  init(stringInterpolation: Interpolation) {
    self = stringInterpolation.text
  }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = SentenceText()

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { text.append(literal) }

    mutating func appendInterpolation(_ words: String) { text.append(words) }

    mutating func appendInterpolation(_ words: SentenceText) { text.append(words) }

    mutating func appendInterpolation(_ figure: Figure) { text.append(figure) }

    mutating func appendInterpolation(_ count: Int) { text.append(Figure(count)) }
  }

  mutating func append(_ words: String) {
    append(words.utf8.span)
  }

  private mutating func append(_ words: SentenceText) {
    if words.long.isEmpty {
      append(words.short.span.extracting(..<words.count))
    } else {
      append(words.long.span)
    }
  }

  private mutating func append(_ bytes: Span<UInt8>) {
    if long.isEmpty, count + bytes.count <= short.count {
      let start = count
      var room = short.mutableSpan
      room.withUnsafeMutableBufferPointer { room in
        bytes.withUnsafeBufferPointer { bytes in
          _ = room.extracting(start...).update(fromContentsOf: bytes)
        }
      }
    } else {
      if long.isEmpty {
        long.reserveCapacity(2 * (count + bytes.count))
        for index in 0..<count { long.append(short[index]) }
      }
      bytes.withUnsafeBufferPointer { long.append(contentsOf: $0) }
    }
    count += bytes.count
  }

  /// Appends a figure as ``Figure/description`` puts it.
  mutating func append(_ figure: Figure) {
    guard figure.fractionDigits == 0 else { return append(figure.description) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var start = digits.count
    var rest = figure.significand.magnitude
    repeat {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if figure.isNegative {
      start -= 1
      digits[start] = UInt8(ascii: "-")
    }
    append(digits.span.extracting(start...))
  }

  /// The text; only whole strings and digits were put into it, so that it needs no validation.
  var string: String {
    long.isEmpty
      ? String(copying: UTF8Span(unchecked: short.span.extracting(..<count)))
      : String(copying: UTF8Span(unchecked: long.span))
  }
}
