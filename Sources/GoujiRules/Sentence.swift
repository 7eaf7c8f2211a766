internal import GoujiModel

/// A sentence from its parts, with the full stop of each language.
func sentence(_ parts: [Bilingual]) -> Bilingual {
  if parts.count == 1 { return Bilingual(zh: parts[0].zh + "。", en: parts[0].en + ".") }
  return Bilingual(
    zh: parts.map(\.zh).joined(separator: ";") + "。",
    en: parts.map(\.en).joined(separator: "; ") + "."
  )
}

/// A sentence of one part, with the full stop of each language.
func sentence(zh: consuming SentenceText, en: consuming SentenceText) -> Bilingual {
  zh.append("。")
  en.append(".")
  return Bilingual(zh: zh.string, en: en.string)
}

/// A text with interpolations that is put together byte by byte and becomes a string once, for the
/// findings that a report can have dozens of: a string takes as long for each piece as for all bytes.
struct SentenceText: ExpressibleByStringInterpolation {
  private var bytes: [UInt8] = []

  /// An empty text with room for a figure or two.
  init() {
    bytes.reserveCapacity(48)
  }

  private init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  init(stringLiteral value: String) {
    append(value)
  }

  init(stringInterpolation: Interpolation) {
    self = stringInterpolation.text
  }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text: SentenceText

    init(literalCapacity: Int, interpolationCount: Int) {
      // Most interpolations are figures with their units; some are lists of them.
      text = SentenceText(capacity: literalCapacity + 24 * interpolationCount + 3)
    }

    mutating func appendLiteral(_ literal: String) { text.append(literal) }

    mutating func appendInterpolation(_ words: String) { text.append(words) }

    mutating func appendInterpolation(_ words: SentenceText) { text.bytes += words.bytes }

    mutating func appendInterpolation(_ figure: Figure) { text.append(figure) }
  }

  mutating func append(_ words: String) {
    if words.utf8.withContiguousStorageIfAvailable({ bytes.append(contentsOf: $0) }) == nil {
      bytes.append(contentsOf: words.utf8)
    }
  }

  /// Appends a figure as ``Figure/description`` puts it.
  mutating func append(_ figure: Figure) {
    guard figure.fractionDigits == 0 else { return append(figure.description) }
    if figure.isNegative { bytes.append(UInt8(ascii: "-")) }
    let magnitude = figure.significand.magnitude
    var unit: UInt64 = 1
    while magnitude / unit >= 10 { unit *= 10 }
    while unit > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / unit % 10))
      unit /= 10
    }
  }

  /// The text; only whole strings and digits were put into it, so that it needs no validation.
  var string: String { String(copying: UTF8Span(unchecked: bytes.span)) }
}
