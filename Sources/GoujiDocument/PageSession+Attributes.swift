// What the attributes of a tag say.
extension PageSession {
  mutating func read(
    _ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>,
    of kind: ElementKind,
    into tag: inout TagAttributes
  ) {
    var index = 0
    while let name = list[index] {
      let value = list[index + 1]
      index += 2
      switch attributes.value(of: name, { AttributeKind(name: $0) }) {
      case .style: if let value, hidesElement(style: value) { tag.isHidden = true }
      case .hidden: tag.isHidden = true
      case .class:
        if !styleSheet.isEmpty, let value, styleSheet.hides(classes: value) { tag.isHidden = true }
      case .identifier:
        if !styleSheet.isEmpty, let value, styleSheet.hides(identifier: value) {
          tag.isHidden = true
        }
      case .columnSpan: if kind == .cell { tag.columnSpan = integer(value) ?? 1 }
      case .rowSpan: if kind == .cell { tag.rowSpan = integer(value) ?? 1 }
      case .selected: tag.isSelected = true
      case .other, .name, .content, .value, .type: break
      }
    }
  }

  /// The value of the last attribute of a kind that has one.
  mutating func value(
    _ kind: AttributeKind,
    in list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) -> String? {
    guard let list else { return nil }
    var index = 0
    var found: UnsafePointer<UInt8>?
    while let name = list[index] {
      if attributes.value(of: name, { AttributeKind(name: $0) }) == kind {
        found = list[index + 1] ?? found
      }
      index += 2
    }
    return found.map { String(cString: $0) }
  }

  /// Adds what stands in a field for text inside of a table, such as a figure.
  mutating func appendValue(
    of field: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    closedAt offset: Int
  ) {
    guard builder.isInCell, var value = self.value(.value, in: field),
      value.utf8.count <= Self.longestFigure,
      value.utf8.contains(where: { (0x30...0x39).contains($0) }),
      ["text", "number", "tel"].contains(self.value(.type, in: field)?.lowercased() ?? "text")
    else { return }
    let start = startOfTag(closedAt: offset)
    let end = endOfTag(closedAt: offset)
    guard start < end, start >= textEnd else { return }
    textEnd = end
    value.withUTF8 { value in
      let place = (start..<max(start, end - value.count)).last { holds(value, at: $0) }
      if let place {
        builder.append(value, sourceOffset: place)
      } else {
        builder.append(character: value, sourceOffset: start, sourceWidth: end - start)
      }
    }
  }

  /// How many bytes a figure in a field for text has at most, with its unit.
  private static let longestFigure = 24
}
