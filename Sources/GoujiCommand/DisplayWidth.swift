/// How many columns of a terminal a text takes.
///
/// Follows Unicode Standard Annex #11, with ambiguous characters such as `×` and `“` narrow.
package func displayWidth(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  if scalar.value < 0x300 { return 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: return wideScalars.contains { $0.contains(scalar.value) } ? 2 : 1
  }
}

/// The blocks whose characters take two columns, ascending.
private let wideScalars: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
  0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
  0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
  0x20000...0x3FFFD,
]

/// A text that a terminal shows and never obeys: controls become spaces.
///
/// Text of a page could otherwise move the cursor, change colours, or turn the direction of writing.
package func printable(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: result.append(" ")
    case .format: continue
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// The text with spaces behind it until it takes a number of columns.
func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - displayWidth(text)))
}

/// The text in lines of at most a number of columns, all indented as the first one is.
///
/// Where even one character is too wide, it stands alone.
func wrapped(_ text: String, at width: Int) -> [String] {
  let indentation = String(text.prefix { $0 == " " })
  var lines: [String] = []
  var line = ""
  var lineWidth = 0
  for character in text {
    let characterWidth = displayWidth(String(character))
    if lineWidth + characterWidth > width, line.utf8.count > indentation.utf8.count {
      lines.append(line)
      (line, lineWidth) = (indentation, indentation.utf8.count)
    }
    line.append(character)
    lineWidth += characterWidth
  }
  lines.append(line)
  return lines
}
