@testable import GoujiDecoding

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
