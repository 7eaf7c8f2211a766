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
func sentence(zh: SentenceText, en: SentenceText) -> Bilingual {
  Bilingual(zh: zh.text + "。", en: en.text + ".")
}

/// A text with interpolations that is put together in one place, for the findings that a report can
/// have dozens of: a string grows and moves with nearly every figure that is put into it.
struct SentenceText: ExpressibleByStringInterpolation {
  fileprivate let text: String

  init(stringLiteral value: String) {
    text = value
  }

  init(stringInterpolation: Interpolation) {
    text = stringInterpolation.text
  }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      // Most interpolations are figures with their units; some are lists of them.
      text.reserveCapacity(literalCapacity + 24 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    mutating func appendInterpolation(_ words: String) { text += words }

    mutating func appendInterpolation(_ figure: Figure) { text += figure.description }
  }
}
