import GoujiModel

private let problems = """
  主要问题是解读形式不够丰富,部分栏目更新不及时,工作人员业务水平有待提高,公开内容与群众需求还有差距。\
  下一步将加强培训,优化栏目,丰富解读形式,健全审核机制,把公开工作做细做实。
  """

private func body(
  _ overview: String = "2021年,我局认真做好信息公开工作,统计期限为1月1日至2021年12月31日。",
  problems text: String = problems,
  other: String = "无。",
  without omitted: String = ""
) -> String {
  [
    "一、总体情况\n" + overview, "二、主动公开政府信息情况\n见下表所列内容。",
    "三、收到和处理政府信息公开申请情况\n见下表所列内容。",
    "四、政府信息公开行政复议、行政诉讼情况\n见下表所列内容。",
    "五、存在的主要问题及改进情况\n" + text, "六、其他需要报告的事项\n" + other,
  ].filter { omitted.isEmpty || !$0.hasPrefix(omitted) }.joined(separator: "\n")
}

private let county = identity(year: 2021, agency: "青石县人民政府", level: .countyGovernment)
private let bureau = identity(year: 2021, agency: "青石县水务局", level: .countyDepartment)
private let waterBureau = identity(year: 2021, agency: "威海市水务局", level: .cityDepartment)
private let longText = String(repeating: "全面推进决策、执行、管理、服务和结果公开,做好政策发布和解读工作。", count: 30)

let wordingSamples: [RuleSample] = [
  sample("FORM-SECTIONS", .pass, "2021", identity: bureau, text: body()),
  sample("FORM-SECTIONS", .fails(.warning), "2021", identity: bureau, text: body(without: "五、")),
  sample(
    "FORM-SECTIONS",
    .pass,
    exception: 0,
    "2021",
    identity: bureau,
    text: body().replacing("五、存在的主要问题及改进情况", with: "五、工作中的不足和今后打算")
  ),
  sample(
    "FORM-SECTIONS",
    .pass,
    exception: 1,
    "2021",
    identity: bureau,
    text: body(without: "六、").replacing("五、存在的主要问题及改进情况", with: "五、存在问题、改进情况和其他需要报告的事项")
  ),
  sample(
    "FORM-SECTIONS",
    .notEvaluated,
    exception: 2,
    "2021",
    "disclosure.* ~ ~ ~ ~\napplications.* ~ ~ ~ ~ ~ ~ ~\nreview_litigation.* ~ ~ ~ ~ ~",
    identity: bureau,
    text: "一、总体情况\n工作平稳。"
  ),
  sample(
    "FORM-SECTIONS",
    .fails(.info),
    exception: 3,
    "2014",
    identity: identity(year: 2016),
    text: body()
  ),
  sample("FORM-PERIOD", .pass, exception: 1, "2021", identity: bureau, text: body()),
  sample(
    "FORM-PERIOD",
    .fails(.info),
    exception: 0,
    "2021",
    identity: bureau,
    text: body("2021年以来,我局认真做好信息公开工作。")
  ),

  narrative("FORM-NOTICE", .pass, "按照国办公开办函〔2021〕30号要求编制。"),
  narrative("FORM-NOTICE", .fails(.warning), "按照国办公开办函〔2019〕60号要求编制。"),
  narrative("FORM-NOTICE", .fails(.warning), "按照国办发〔2021〕30号要求编制。"),
  narrative("FORM-NOTICE", .pass, exception: 0, "按照国办公开办函〔2019〕60号和国办公开办函〔2021〕30号要求编制。"),
  narrative("FORM-NOTICE", .pass, exception: 1, "按照国办公开办函[2021]30号要求编制。"),

  narrative("FORM-CITATION", .pass, "根据条例(国务院令第711号)编制。"),
  narrative("FORM-CITATION", .fails(.warning), "根据条例(国务院令第771号)编制。"),
  narrative("FORM-CITATION", .fails(.warning), "根据条例(国务院令第492号)编制。"),
  narrative("FORM-CITATION", .fails(.warning), "按照《市人民办公室关于做好年报的通知》编制。"),
  narrative("FORM-CITATION", .pass, exception: 0, form: "2014", "根据条例(国务院令第492号)编制。"),
  narrative("FORM-CITATION", .pass, exception: 1, "根据保密法实施条例(国务院令第646号)办理。"),
  narrative("FORM-CITATION", .pass, "根据条例(国务院令第711号)和青府办函〔2021〕 64 号文件编制。"),
  narrative("FORM-CITATION", .fails(.warning), "根据条例(国务院令第711号)和青府办函〔2031〕64号文件编制。"),
  narrative("FORM-CITATION", .fails(.warning), "根据条例(国务院令第711号)和青府办函〔202〕64号文件编制。"),
  narrative(
    "FORM-CITATION",
    .fails(.info),
    exception: 2,
    "根据条例(国务院令第711号)和青府办函[2021]64号文件编制。"
  ),
  narrative(
    "FORM-CITATION",
    .fails(.info),
    exception: 2,
    "根据条例(国务院令第711号)和青府办函〔2021〕第64号文件编制。"
  ),

  sample("FORM-PROBLEMS", .pass, "2021", identity: bureau, text: body()),
  sample("FORM-PROBLEMS", .fails(.warning), "2021", identity: bureau, text: body(problems: "无")),
  sample(
    "FORM-PROBLEMS",
    .notEvaluated,
    exception: 0,
    "2021",
    identity: bureau,
    text: body(without: "五、")
  ),

  sample(
    "FORM-SIX",
    .pass,
    "2021",
    identity: bureau,
    text: body(other: "本机关2021年未收取信息处理费。")
  ),
  sample(
    "FORM-SIX",
    .fails(.info),
    "2021",
    identity: bureau,
    text: body(other: "本机关没有其他需要报告的重大事项。")
  ),
  sample("FORM-SIX", .pass, exception: 0, "2021", identity: bureau, text: body(other: "无。")),
  sample(
    "FORM-SIX",
    .pass,
    exception: 1,
    "2021",
    "applications.other.unpaid_fee 12 0 0 0 0 0 12",
    identity: bureau,
    text: body(other: "本机关没有其他需要报告的重大事项。")
  ),

  sample(
    "FORM-ASSESSMENT",
    .pass,
    "2021",
    identity: county,
    text: body(longText + "开展工作考核和社会评议,未发生责任追究。")
  ),
  sample("FORM-ASSESSMENT", .fails(.warning), "2021", identity: county, text: body(longText)),
  sample(
    "FORM-ASSESSMENT",
    .notEvaluated,
    exception: 0,
    "2021",
    identity: bureau,
    text: body(longText)
  ),
  sample(
    "FORM-ASSESSMENT",
    .fails(.info),
    exception: 1,
    "2021",
    identity: county,
    text: body(longText + "把公开工作纳入工作考核。")
  ),

  sample(
    "FORM-OVERALL-FIVE",
    .pass,
    exception: 0,
    "2021",
    identity: bureau,
    text: body(longText + "主动公开和依申请公开有序,做好信息管理、平台建设和监督保障。")
  ),
  sample("FORM-OVERALL-FIVE", .fails(.info), "2021", identity: bureau, text: body(longText)),

  narrative("FORM-TEMPLATE", .pass, "本年度工作平稳。"),
  narrative("FORM-TEMPLATE", .fails(.warning), "该部分以表格形式报告。"),
  narrative("FORM-TEMPLATE", .fails(.warning), "XX年收到申请XX件。"),
  narrative("FORM-TEMPLATE", .pass, exception: 0, "答复申请人XX的申请,涉及XX公司。"),

  sample("FORM-NUMBERING", .pass, "2021", identity: bureau, text: body()),
  narrative("FORM-NUMBERING", .fails(.info), "(一)主动公开。\n工作平稳。\n(一)依申请公开。"),
  narrative("FORM-NUMBERING", .fails(.info), "(一)总体情况\n工作平稳。"),
  narrative("FORM-NUMBERING", .pass, exception: 0, "(一)甲。\n(二)乙。\n小结如下。\n(一)丙。\n(二)丁。"),

  sample(
    "NAR-PART-COUNT",
    .pass,
    exception: 0,
    "2021",
    identity: bureau,
    text: body("本报告由总体情况，主动公开，收到和处理申请，行政复议、行政诉讼，存在的问题，其他事项等六部分组成。")
  ),
  sample(
    "NAR-PART-COUNT",
    .pass,
    "2021",
    identity: bureau,
    text: body("全文由总体情况、主动公开、收到和处理申请、复议诉讼、存在的问题、其他事项六个部分组成。")
  ),
  sample(
    "NAR-PART-COUNT",
    .fails(.info),
    "2021",
    identity: bureau,
    text: body("本报告由总体情况，主动公开，收到和处理申请，行政复议，存在的问题等九个部分组成。")
  ),
  sample("FORM-TITLE", .pass, "2021", identity: titled(2021, .title), text: body()),
  sample("FORM-TITLE", .fails(.warning), "2021", identity: titled(2022, .title), text: body()),
  sample(
    "FORM-TITLE",
    .fails(.info),
    exception: 0,
    "2021",
    identity: titled(2021, nil),
    text: body()
  ),
  sample(
    "FORM-TITLE",
    .fails(.warning),
    exception: 1,
    "2021",
    identity: titled(2021, nil, year: .text),
    text: body("2021年以来,工作平稳。")
  ),

  narrative("PL-GENERIC-TEXT", .pass, exception: 0, "部分地区和部分单位重视不够,我局及时整改。"),
  narrative("PL-GENERIC-TEXT", .fails(.info), "部分地区公开及时,部分单位解读到位,一些地区仍有差距。"),

  sample(
    "AG-SCOPE",
    .pass,
    "2021",
    identity: county,
    text: body("全县各部门及时公开,全县上下形成合力。")
  ),
  sample(
    "AG-SCOPE",
    .fails(.info),
    exception: 0,
    "2021",
    identity: identity(year: 2021, agency: "青石县人民政府办公室", level: .countyDepartment),
    text: body("全县及时公开,我县不断完善制度,全县形成合力,我县成效明显。")
  ),
  sample(
    "AG-SCOPE",
    .pass,
    exception: 1,
    "2021",
    identity: identity(year: 2021, agency: "青石县人民政府办公室", level: .countyDepartment),
    text: body("工作平稳。", problems: problems + "全县要统一思想,我县将加强培训,全县再上台阶。")
  ),
  sample(
    "AG-FOREIGN-NAME",
    .pass,
    "2021",
    identity: waterBureau,
    text: body("2021年,我局在山东省人民政府和威海市人民政府门户网站公开信息30条,环翠区政府公开信息5条。")
  ),
  sample(
    "AG-FOREIGN-NAME",
    .fails(.warning),
    "2021",
    identity: waterBureau,
    text: body("公众可以在宜宾市政府门户网站查阅我局的公开指南。")
  ),
  sample(
    "AG-FOREIGN-NAME",
    .fails(.warning),
    "2021",
    identity: waterBureau,
    text: body("工作平稳。宜宾市水务局健全了信息发布审核机制。")
  ),
  sample(
    "AG-FOREIGN-NAME",
    .pass,
    "2021",
    identity: waterBureau,
    text: body("工作平稳。\n宜宾市水务局\n宜宾市水务局来我市考察河道治理情况。")
  ),
  sample(
    "AG-FOREIGN-NAME",
    .fails(.warning),
    "2021",
    identity: waterBureau,
    text: body("本报告由威海市教育局编制,数据截至2021年12月31日。")
  ),
  sample(
    "AG-FOREIGN-NAME",
    .pass,
    exception: 0,
    "2021",
    identity: waterBureau,
    text: body("我局与宜宾市水务局开展东西部协作,交流政务公开工作;对宜宾河流公司的申请已答复。")
  ),
  sample(
    "AG-FOREIGN-NAME",
    .pass,
    exception: 1,
    "2021",
    identity: identity(year: 2021, agency: "威海市环翠区水务局", level: .countyDepartment),
    text: body("我局在山东省人民政府、威海市政府门户网站公开信息,接受城区政府监督。")
  ),
  sample(
    "AG-FOREIGN-NAME",
    .notEvaluated,
    exception: 2,
    "2021",
    identity: bureau,
    text: body("公众可以在宜宾市政府门户网站查阅我局的公开指南。")
  ),
  sample(
    "AG-FOREIGN-NAME",
    .pass,
    exception: 3,
    "2021",
    identity: identity(year: 2021, agency: "威海市发展和改革局", level: .cityDepartment),
    text: body("本报告由威海市发改局编制,按照威海市教育局等部门反馈的信息公开数据汇总。")
  ),
]

private func titled(
  _ year: Int,
  _ title: Evidence?,
  year source: Evidence = .title
) -> ReportIdentity {
  var identity = ReportIdentity()
  identity.agency = Attested("青石县水务局", from: .signature, place: nil)
  identity.year = Attested(
    year,
    from: title == nil && source == .title ? .period : source,
    place: nil
  )
  identity.title = title.map { Attested("青石县水务局年报", from: $0, place: nil) }
  return identity
}
