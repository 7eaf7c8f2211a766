/// The classes and identifiers whose elements the style sheets inside a page keep from being shown.
///
/// Only rules that hold everywhere and for one class or identifier alone, such as
/// `.mobile-only { display: none }`: whatever another rule shows again, in whichever circumstances, is
/// taken to be shown.
struct StyleSheet {
  /// With their `.` or `#` in front.
  private var hidden: Set<[UInt8]> = []
  private var shown: Set<[UInt8]> = []

  var isEmpty: Bool { hidden.isEmpty }

  /// Takes over the rules of a `style` element.
  mutating func read(_ text: [UInt8]) {
    var rest = withoutComments(text)[...]
    while let open = rest.firstIndex(of: 0x7B) {
      // What stands before the last statement's end belongs to no rule.
      let selectors =
        rest[..<open].split(separator: 0x3B, omittingEmptySubsequences: false).last ?? []
      let isConditional = selectors.contains(0x40)
      let close = rest[open...].firstIndex { $0 == 0x7D }
      guard let close else { break }
      if isConditional {
        // The block of a media query goes on to its own closing bracket.
        rest = rest[block(startingAt: open, in: rest).upperBound...]
        continue
      }
      read(selectors, declarations: rest[(open + 1)..<close])
      rest = rest[(close + 1)...]
    }
  }

  /// Whether an element with a class attribute is hidden.
  func hides(classes: UnsafePointer<UInt8>) -> Bool {
    let names = UnsafeBufferPointer(start: classes, count: length(of: classes))
    return names.split(whereSeparator: { $0 <= 0x20 }).contains { hidden.contains([0x2E] + $0) }
  }

  /// Whether the element with an identifier is hidden.
  func hides(identifier: UnsafePointer<UInt8>) -> Bool {
    let name = UnsafeBufferPointer(start: identifier, count: length(of: identifier))
    return hidden.contains([0x23] + name)
  }

  private mutating func read(_ selectors: ArraySlice<UInt8>, declarations: ArraySlice<UInt8>) {
    // Closed by a NUL, as the values of attributes are.
    let style = Array(declarations) + [0]
    let isHiding = style.withUnsafeBufferPointer { style in
      style.baseAddress.map { hidesElement(style: $0) } ?? false
    }
    if isHiding {
      for selector in selectors.split(separator: 0x2C) {
        let names = StyleSheet.names(in: selector)
        let trimmed = selector.drop { $0 <= 0x20 }
        let length = trimmed.lastIndex { $0 > 0x20 }.map { $0 + 1 - trimmed.startIndex } ?? 0
        if names.count == 1, names[0].count == length, !shown.contains(names[0]) {
          hidden.insert(names[0])
        }
      }
    } else if setsVisibility(style) {
      for name in StyleSheet.names(in: selectors) {
        shown.insert(name)
        hidden.remove(name)
      }
    }
  }

  /// Whether declarations say anything about being shown.
  private func setsVisibility(_ style: [UInt8]) -> Bool {
    let text = style.map { $0 | 0x20 }
    return ["display", "visibility"].contains { property in
      text.indices.contains { text[$0...].starts(with: property.utf8) }
    }
  }

  /// The classes and identifiers that a selector names, with their `.` or `#`.
  private static func names(in selector: ArraySlice<UInt8>) -> [[UInt8]] {
    var names: [[UInt8]] = []
    var isName = false
    for byte in selector {
      if byte == 0x2E || byte == 0x23 {
        names.append([byte])
        isName = true
      } else if isName,
        byte >= 0x80 || byte == 0x2D || byte == 0x5F
          || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      {
        names[names.count - 1].append(byte)
      } else {
        isName = false
      }
    }
    return names
  }

  /// The block that an opening bracket starts, up to behind its closing one.
  private func block(startingAt open: Int, in text: ArraySlice<UInt8>) -> Range<Int> {
    var depth = 0
    for index in open..<text.endIndex {
      if text[index] == 0x7B { depth += 1 }
      if text[index] == 0x7D { depth -= 1 }
      if depth == 0 { return open..<index + 1 }
    }
    return open..<text.endIndex
  }

  private func withoutComments(_ text: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    var index = 0
    while index < text.count {
      // The brackets of a comment of HTML mean nothing in a style sheet, what is inside counts.
      if let bracket = ["<!--".utf8, "-->".utf8].first(where: { text[index...].starts(with: $0) }) {
        index += bracket.count
      } else if text[index] == 0x2F, index + 1 < text.count, text[index + 1] == 0x2A {
        index += 2
        while index < text.count, !(text[index - 1] == 0x2A && text[index] == 0x2F) { index += 1 }
        index += 1
      } else {
        kept.append(text[index])
        index += 1
      }
    }
    return kept
  }
}
