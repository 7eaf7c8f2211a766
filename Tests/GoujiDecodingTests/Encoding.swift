import CICU

@testable import GoujiDecoding

/// A text in some encoding; empty when the encoding does not have all of its characters.
func encoded(_ text: String, in encoding: String) -> [UInt8] {
  switch encoding {
  case "UTF-8": return Array(text.utf8)
  case "UTF-16LE": return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  case "UTF-16BE": return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  default:
    let units = Array(text.utf16)
    var bytes = [UInt8](repeating: 0, count: units.count * 4 + 16)
    let count = cicu_encode(
      encoding,
      units,
      Int32(units.count),
      &bytes,
      Int32(bytes.count)
    )
    return Array(bytes.prefix(max(0, Int(count))))
  }
}

/// What a decoding comes to, in a form that a failed expectation shows in full.
struct Outcome: Equatable {
  var text: String
  var encoding: String
  var evidence: DecodedText.Evidence
  var replacementCount = 0
}

func outcome(_ bytes: [UInt8]) throws -> Outcome {
  let decoded = try decode(bytes)
  return Outcome(
    text: String(decoding: decoded.utf8, as: UTF8.self),
    encoding: decoded.encoding,
    evidence: decoded.evidence,
    replacementCount: decoded.replacements.count
  )
}

/// The start of a report, in simplified characters.
let simplifiedText = """
  某某县人民政府2023年政府信息公开工作年度报告
  一、总体情况：本年收到申请12件，全部按期答复。
  行政许可 35 件，行政处罚 7 件，行政强制 0 件。

  """

/// The same in traditional characters.
let traditionalText = """
  某某縣人民政府2023年政府信息公開工作年度報告
  一、總體情況：本年收到申請12件，全部按期答覆。
  行政許可 35 件，行政處罰 7 件，行政強制 0 件。

  """

/// A page with a declaration; `nil` leaves it out.
func page(_ text: String, declaring charset: String?) -> String {
  let meta = charset.map { "<meta http-equiv=Content-Type content=\"text/html; charset=\($0)\">" }
  return "<html><head>\(meta ?? "")</head><body><p>\(text)</p></body></html>"
}
