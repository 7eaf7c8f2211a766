/// A line of comma-separated values, with the line of the file that it starts on.
package struct CommaSeparatedRow {
  /// Counted from 1; fields in quotes may go on over several lines.
  package let line: Int
  package let fields: [String]
}

/// Reads comma-separated values as RFC 4180 has them; empty lines are left out.
///
/// Line ends may be LF, CR LF or CR. What stands behind a closing quote is kept as it is.
package func commaSeparatedRows(_ text: [UInt8]) -> [CommaSeparatedRow] {
  let (comma, quote) = (UInt8(ascii: ","), UInt8(ascii: "\""))
  let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
  var rows: [CommaSeparatedRow] = []
  var fields: [String] = []
  var field: [UInt8] = []
  var line = 1
  var rowLine = 1
  var isQuoted = false

  func endRow() {
    if !fields.isEmpty || !field.isEmpty {
      fields.append(String(decoding: field, as: UTF8.self))
      rows.append(CommaSeparatedRow(line: rowLine, fields: fields))
    }
    fields = []
    field = []
  }

  var index = 0
  while index < text.count {
    let byte = text[index]
    let following = index + 1 < text.count ? text[index + 1] : nil
    index += 1
    switch byte {
    case quote where isQuoted && following == quote:
      field.append(quote)
      index += 1
    case quote where isQuoted:
      isQuoted = false
    case quote where field.isEmpty:
      isQuoted = true
    case comma where !isQuoted:
      fields.append(String(decoding: field, as: UTF8.self))
      field = []
    case carriageReturn where following == lineFeed:
      if isQuoted { field.append(byte) }
    case lineFeed, carriageReturn:
      line += 1
      if isQuoted {
        field.append(byte)
      } else {
        endRow()
        rowLine = line
      }
    default:
      field.append(byte)
    }
  }
  endRow()
  return rows
}
