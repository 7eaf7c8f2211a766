import GoujiModel

private let received = "applications.new_received 8 2 0 0 0 0 10"
private let closed = received + "\napplications.handled_total 8 2 0 0 0 0 10"
private let handled = "applications.handled_total 50 0 0 0 0 0 50"
private let upheld = "review_litigation.reconsideration 3 0 0 1 4"

let narrativeSamples: [RuleSample] = [
  narrative("NAR-APP-NEW", .pass, rows: received, "全年共收到政府信息公开申请10件。"),
  narrative("NAR-APP-NEW", .pass, rows: received, "收到申请10件,其中自然人8件、法人或其他组织2件。"),
  narrative("NAR-APP-NEW", .fails(.warning), rows: received, "全年受理政府信息公开申请12件。"),
  narrative("NAR-APP-NEW", .fails(.warning), rows: closed, "收到申请10件,其中自然人7件、法人2件。"),
  narrative("NAR-APP-NEW", .notEvaluated, rows: received, "全年收到群众来信12件。"),
  narrative(
    "NAR-APP-NEW",
    .pass,
    exception: 0,
    rows: received + "\napplications.carried_in 2 0 0 0 0 0 2",
    "全年共办理信息公开申请,收到申请12件。"
  ),
  narrative("NAR-APP-NEW", .notEvaluated, exception: 1, rows: received, "比上年收到申请12件有所减少。"),
  narrative("NAR-APP-NEW", .notEvaluated, exception: 1, rows: received, "2020年收到申请12件。"),
  narrative(
    "NAR-APP-NEW",
    .fails(.info),
    exception: 2,
    rows: received,
    level: .countyDepartment,
    "全县共收到政府信息公开申请120件。"
  ),
  narrative("NAR-APP-NEW", .fails(.info), exception: 2, rows: received, "县本级收到申请6件。"),
  narrative("NAR-APP-NEW", .notEvaluated, exception: 3, rows: received, "本年度未收到政府信息公开申请。"),
  narrative(
    "NAR-APP-NEW",
    .pass,
    exception: 4,
    rows: received + "\napplications.handled_total 7 1 0 0 0 0 8",
    "全年共处理申请8件。按申请人身份划分,自然人7件。"
  ),
  narrative("NAR-APP-NEW", .fails(.warning), rows: closed, "全年共处理申请9件。"),

  narrative("NAR-APP-HANDLED", .pass, rows: handled, "收到申请60件,已办结50件。"),
  narrative("NAR-APP-HANDLED", .fails(.warning), rows: handled, "收到申请60件,已答复55件。"),
  narrative("NAR-APP-HANDLED", .notEvaluated, exception: 0, rows: handled, "收到申请60件,按时办结45件。"),
  narrative("NAR-APP-HANDLED", .notEvaluated, exception: 1, rows: handled, "计划今后每年办结申请60件。"),
  narrative(
    "NAR-APP-HANDLED",
    .fails(.info),
    exception: 2,
    rows: handled,
    level: .cityDepartment,
    "全市办结政府信息公开申请600件。"
  ),

  narrative(
    "NAR-APP-CARRY",
    .pass,
    rows: "applications.carried_in 2 0 0 0 0 0 2",
    "新收申请8件,上年结转2件。"
  ),
  narrative("NAR-APP-CARRY", .fails(.warning), "收到申请8件,3件结转下年度继续办理。"),
  narrative("NAR-APP-CARRY", .fails(.warning), "收到申请8件,结转至下年3件。"),
  narrative("NAR-APP-CARRY", .fails(.info), exception: 0, "收到申请8件,3件正在办理。"),
  narrative("NAR-APP-CARRY", .notEvaluated, exception: 1, "收到申请8件,计划结转下年3件。"),
  narrative("NAR-APP-CARRY", .fails(.warning), "收到申请25件,加上2020年结转的2件,应办27件。"),
  narrative("NAR-APP-CARRY", .fails(.warning), "收到申请25件,办结24件,结转1件。"),
  narrative("NAR-APP-CARRY", .notEvaluated, "收到申请25件,加上2018年结转的2件,应办27件。"),

  narrative("NAR-APP-NONE", .pass, "本年度未收到政府信息公开申请。"),
  narrative("NAR-APP-NONE", .fails(.error), rows: received, "本年度没有收到依申请公开。"),
  narrative("NAR-APP-NONE", .fails(.error), "本年度收到政府信息公开申请5件。"),
  narrative("NAR-APP-NONE", .fails(.error), rows: received, "本年度收到政府信息公开申请0件。"),
  narrative("NAR-APP-NONE", .notEvaluated, exception: 0, rows: received, "本年度未收到网上申请。"),
  narrative("NAR-APP-NONE", .notEvaluated, exception: 0, rows: received, "未收到法人提出的公开申请。"),
  narrative(
    "NAR-APP-NONE",
    .fails(.warning),
    exception: 1,
    rows: "applications.new_received _ _ _ _ _ _ _",
    "本年度收到政府信息公开申请5件。"
  ),
  narrative("NAR-APP-NONE", .notEvaluated, exception: 2, rows: received, "2020年未收到政府信息公开申请。"),

  narrative("NAR-APP-ALLDONE", .pass, "收到申请8件,全部办结。"),
  narrative(
    "NAR-APP-ALLDONE",
    .fails(.warning),
    rows: "applications.carried_out 2 0 0 0 0 0 2",
    "收到申请8件,均已答复。"
  ),
  narrative(
    "NAR-APP-ALLDONE",
    .notEvaluated,
    rows: "applications.carried_out 2 0 0 0 0 0 2",
    "上年结转申请8件,均已答复。"
  ),
  narrative(
    "NAR-APP-ALLDONE",
    .notEvaluated,
    exception: 0,
    rows: "applications.carried_out 2 0 0 0 0 0 2",
    "收到申请8件,均在规定时限内作出答复。"
  ),
  narrative(
    "NAR-APP-ALLDONE",
    .fails(.info),
    exception: 1,
    rows: "applications.carried_out 2 0 0 0 0 0 2",
    "收到申请8件,答复率100%。"
  ),

  narrative(
    "NAR-APP-RESULT",
    .pass,
    rows: "applications.disclosed 18 0 0 0 0 0 18",
    "办结申请30件,予以公开18件。"
  ),
  narrative(
    "NAR-APP-RESULT",
    .pass,
    rows: "applications.refused.* 1 0 0 0 0 0 1",
    "办结申请30件,不予公开8件。"
  ),
  narrative(
    "NAR-APP-RESULT",
    .fails(.warning),
    rows: "applications.disclosed 18 0 0 0 0 0 18",
    "办结申请30件,其中予以公开20件、部分公开0件。"
  ),
  narrative(
    "NAR-APP-RESULT",
    .fails(.warning),
    rows: "applications.unavailable.not_held 4 0 0 0 0 0 4",
    "办结申请30件,其中6件属于本机关不掌握,本机关不掌握相关政府信息6件。"
  ),
  narrative("NAR-APP-RESULT", .notEvaluated, exception: 0, "办结申请30件,信息不存在4件,同意公开20件。"),
  narrative("NAR-APP-RESULT", .notEvaluated, exception: 1, "办结申请30件,比上年予以公开20件多。"),
  narrative(
    "NAR-APP-RESULT",
    .fails(.info),
    exception: 2,
    level: .countyDepartment,
    "全县办结申请30件,予以公开20件。"
  ),

  narrative("NAR-RL-COUNT", .pass, rows: upheld, "发生行政复议4件、行政诉讼0件。"),
  narrative("NAR-RL-COUNT", .pass, "因政府信息公开未发生行政复议、行政诉讼。"),
  narrative("NAR-RL-COUNT", .fails(.warning), rows: upheld, "因政府信息公开未发生行政复议、行政诉讼。"),
  narrative(
    "NAR-RL-COUNT",
    .fails(.warning),
    rows: "review_litigation.litigation_direct 3 0 0 0 3",
    "行政诉讼4件,其中直接起诉3件、复议后起诉1件。"
  ),
  narrative("NAR-RL-COUNT", .fails(.warning), exception: 0, rows: upheld, "新发生行政复议3件。"),
  narrative("NAR-RL-COUNT", .notEvaluated, exception: 1, rows: upheld, "行政复议、行政诉讼共5件。"),
  narrative("NAR-RL-COUNT", .notEvaluated, exception: 2, rows: upheld, "2020年发生行政复议5件。"),
  narrative(
    "NAR-RL-COUNT",
    .fails(.info),
    exception: 3,
    rows: upheld,
    level: .provinceDepartment,
    "全省发生行政复议54件。"
  ),

  narrative("NAR-RL-RESULT", .pass, rows: upheld, "行政复议4件,其中结果维持3件、尚未审结1件。"),
  narrative("NAR-RL-RESULT", .fails(.warning), rows: upheld, "行政复议4件,其中维持2件、纠正2件。"),
  narrative("NAR-RL-RESULT", .notEvaluated, exception: 0, rows: upheld, "行政复议4件,申请人撤回1件、终止1件。"),
  narrative("NAR-RL-RESULT", .notEvaluated, exception: 1, rows: upheld, "上年行政复议4件,去年维持2件。"),
  narrative(
    "NAR-RL-RESULT",
    .fails(.info),
    exception: 2,
    rows: upheld,
    level: .cityDepartment,
    "全市行政复议40件,其中结果维持30件。"
  ),

  narrative(
    "NAR-NORM",
    .pass,
    rows: "disclosure.normative_documents 14 2 60",
    "制发行政规范性文件14件,废止2件。"
  ),
  narrative(
    "NAR-NORM",
    .fails(.warning),
    rows: "disclosure.normative_documents 14 2 60",
    "全年出台规范性文件17件。"
  ),
  narrative(
    "NAR-NORM",
    .fails(.warning),
    form: "2019",
    rows: "disclosure.normative_documents 14 10 60",
    "制定规范性文件14件,现行有效66件。"
  ),
  narrative("NAR-NORM", .notEvaluated, exception: 0, "制定政策文件17件。"),
  narrative(
    "NAR-NORM",
    .pass,
    exception: 1,
    form: "2019",
    rows: "disclosure.normative_documents 14 10 60",
    "主动公开规范性文件60件。"
  ),
  narrative("NAR-NORM", .notEvaluated, exception: 2, "2020年制发规范性文件17件。"),
  narrative("NAR-NORM", .fails(.info), exception: 3, level: .countyDepartment, "全县制发规范性文件17件。"),

  narrative("NAR-REG", .pass, rows: "disclosure.regulations 2 0 9", "制定政府规章2部。"),
  narrative("NAR-REG", .fails(.info), "全年制定政府规章5件。"),
  narrative("NAR-REG", .notEvaluated, exception: 0, "制定信息公开规章制度5件。"),
  narrative("NAR-REG", .notEvaluated, exception: 1, "2020年制定政府规章5件。"),

  narrative("NAR-DECISIONS", .pass, rows: "disclosure.penalties 3", "实施行政处罚3起。"),
  narrative("NAR-DECISIONS", .fails(.warning), "作出行政许可处理决定31件,行政处罚处理决定0件。"),
  narrative("NAR-DECISIONS", .notEvaluated, exception: 0, "公示行政处罚31件。"),
  narrative("NAR-DECISIONS", .notEvaluated, exception: 1, "办理行政许可和行政处罚31件。"),
  narrative("NAR-DECISIONS", .notEvaluated, exception: 2, "去年实施行政处罚31件。"),
  narrative("NAR-DECISIONS", .fails(.info), exception: 3, level: .countyDepartment, "全区实施行政处罚31件。"),

  narrative("NAR-SERVICE-ZERO", .pass, rows: "disclosure.licensing 31", "办理政务服务事项210项,办件量3100件。"),
  narrative("NAR-SERVICE-ZERO", .fails(.warning), exception: 0, "全县网上办件量达3100件。"),
  narrative(
    "NAR-SERVICE-ZERO",
    .fails(.info),
    exception: 1,
    rows: "disclosure.licensing _",
    "网上办件量达3100件。"
  ),
  narrative(
    "NAR-SERVICE-ZERO",
    .fails(.info),
    exception: 2,
    rows: "disclosure.penalties 12",
    "网上办件量达3100件。"
  ),

  narrative("NAR-MONEY", .pass, rows: "disclosure.fees 18.40", "收取行政事业性收费18.4万元。"),
  narrative("NAR-MONEY", .fails(.warning), rows: "disclosure.fees 18.40", "收取行政事业性收费28.4万元。"),
  narrative("NAR-MONEY", .pass, exception: 0, rows: "disclosure.fees 27.367", "收取行政事业性收费273674元。"),
  narrative(
    "NAR-MONEY",
    .pass,
    exception: 1,
    form: "2019",
    rows: "disclosure.procurement 12 356.2",
    "政府集中采购12批次,金额356.2万元。"
  ),
  narrative(
    "NAR-MONEY",
    .pass,
    exception: 1,
    form: "2019",
    rows: "disclosure.procurement 12 3562000",
    "政府集中采购12批次,金额356.2万元。"
  ),
  narrative(
    "NAR-MONEY",
    .notEvaluated,
    exception: 2,
    rows: "disclosure.fees 18.40",
    "上年收取行政事业性收费9万元。"
  ),

  narrative("NAR-APP-BALANCE", .pass, "新收申请30件,上年结转1件,办结24件,结转下年7件。"),
  narrative("NAR-APP-BALANCE", .fails(.error), "新收申请30件,上年结转1件,办结24件,结转下年9件。"),
  narrative("NAR-APP-BALANCE", .pass, exception: 0, "收到申请31件,上年结转1件,办结24件,结转下年7件。"),
  narrative("NAR-APP-BALANCE", .notEvaluated, exception: 1, "新收申请30件,办结24件,结转下年9件。"),

  narrative(
    "NAR-STAT",
    .pass,
    form: "2014",
    rows: "statistics.disclosed_total 1205",
    "全年主动公开政府信息1205条。"
  ),
  narrative(
    "NAR-STAT",
    .fails(.warning),
    form: "2014",
    rows: "statistics.disclosed_total 1205",
    "全年主动公开政府信息1250条。"
  ),
  narrative(
    "NAR-STAT",
    .fails(.warning),
    form: "2014",
    rows: "statistics.litigation.total 2",
    "发生行政复议0件、行政诉讼0件。"
  ),
  narrative(
    "NAR-STAT",
    .fails(.info),
    exception: 0,
    form: "2014",
    rows: "statistics.disclosed_total 120",
    level: .countyDepartment,
    "全县主动公开政府信息12500条。"
  ),
  narrative(
    "NAR-STAT",
    .pass,
    exception: 1,
    form: "2014",
    rows: "statistics.disclosed_total 12049",
    "全年主动公开政府信息1.2万余条。"
  ),
  narrative(
    "NAR-STAT",
    .pass,
    exception: 1,
    form: "2014",
    rows: "statistics.disclosed_total 12049",
    "全年主动公开政府信息1.2万条。"
  ),
  narrative("NAR-STAT", .notEvaluated, exception: 2, form: "2014", "2013年主动公开政府信息900条。"),
  narrative("NAR-STAT", .fails(.info), exception: 3, form: "2014", "召开专题会议3次。"),
]

let listSamples: [RuleSample] = [
  narrative("NAR-APP-CHANNEL", .pass, "收到申请12件,其中网上申请7件、信函申请4件、当面申请1件。"),
  narrative("NAR-APP-CHANNEL", .fails(.warning), "收到申请12件,其中网上申请7件、信函申请4件。"),
  narrative("NAR-APP-CHANNEL", .notEvaluated, exception: 0, "收到申请12件(含网上申请7件)。"),
  narrative("NAR-APP-CHANNEL", .notEvaluated, exception: 1, "收到申请120余件,其中网上70件、信函40件。"),

  narrative("NAR-APP-CHANNEL", .pass, "收到申请12件。从来源看,网上申请8件、信函申请4件。"),
  narrative("NAR-APP-CHANNEL", .fails(.warning), "收到申请12件。从来源看,网上申请7件、信函申请4件。"),
  narrative("NAR-APP-CHANNEL", .notEvaluated, "收到申请12件。信函申请4件。"),

  narrative("NAR-LIST-OVER", .pass, "全年发布信息500条,其中动态类300条、通知类200条。"),
  narrative("NAR-LIST-OVER", .fails(.error), "全年发布信息500条,其中动态类620条、通知类20条。"),
  narrative("NAR-LIST-OVER", .fails(.warning), "全年发布信息500条,其中动态类300条、通知类240条。"),
  narrative("NAR-LIST-OVER", .notEvaluated, "收到申请5件,其中网上3件、信函2件,已办结5件。"),
  narrative("NAR-LIST-OVER", .fails(.error), "收到申请5件,其中网络申请8件。"),
  narrative("NAR-LIST-OVER", .pass, "发布信息500条,其中动态类300条、通知类200条,转载信息90条。"),
  narrative(
    "NAR-LIST-OVER",
    .fails(.info),
    exception: 0,
    form: "2014",
    "主动公开信息500条,其中网站480条、微信300条、微博90条。"
  ),
  narrative("NAR-LIST-OVER", .pass, exception: 1, "公开500条,其中概况信息300条,其中机构类200条,人事类90条,其他栏目150条。"),
  narrative("NAR-LIST-OVER", .pass, exception: 2, "发布信息500余条,其中动态类300条、通知类210条。"),

  narrative("NAR-LIST-SUM", .pass, "全年发布信息500条,其中动态类300条、通知类200条。"),
  narrative("NAR-LIST-SUM", .fails(.info), exception: 0, "发布信息500条,其中动态类300条、通知类120条。"),
  narrative("NAR-LIST-SUM", .fails(.warning), "发布信息500条,分别为动态类300条、通知类120条。"),
  narrative("NAR-LIST-SUM", .fails(.info), "主动公开信息5000条,其中政府网站公开800条。"),
  narrative("NAR-LIST-SUM", .pass, exception: 1, "发布信息500条,其中转载类30条。"),

  narrative("NAR-UNIT-SCALE", .pass, "公开信息1.5万条,其中动态类9000条、通知类6000条。"),
  narrative("NAR-UNIT-SCALE", .fails(.error), "公开信息760万条,其中动态类300条、通知类460条。"),
  narrative("NAR-UNIT-SCALE", .pass, exception: 0, "公开信息760万条,其中动态类300条、通知类450条。"),

  narrative("AG-SPLIT", .pass, "全市发布信息155条,其中市本级63条、各区县92条。"),
  narrative("AG-SPLIT", .fails(.error), "全市发布信息152条,其中市本级63条、各区县92条。"),
  narrative("AG-SPLIT", .notEvaluated, exception: 0, "全市发布信息150余条,其中市本级63条、各区县92条。"),
  narrative("AG-SPLIT", .fails(.warning), exception: 1, "全市发布信息190条,其中市本级63条、各区县92条。"),

  narrative("NAR-PERCENT", .pass, "发布信息224条,其中解读类1条,占0.4%。"),
  narrative("NAR-PERCENT", .fails(.warning), "发布信息224条,其中解读类1条,占0.9%。"),
  narrative("NAR-PERCENT", .fails(.warning), "三类信息分别占70%、30%、20%。"),
  narrative("NAR-PERCENT", .fails(.info), exception: 0, "发布信息300条,其中解读类200条,占66.6%。"),
  narrative("NAR-PERCENT", .pass, exception: 1, "三类信息分别占40%、20%、10%。"),

  narrative("NAR-PERCENT", .fails(.warning), "公开信息500条,网站占比102.9%。"),
  narrative(
    "NAR-PERCENT",
    .fails(.warning),
    rows: received + "\napplications.handled_total 8 2 0 0 0 0 10",
    "收到申请10件,办结率103.1%。"
  ),
  narrative("NAR-PERCENT", .pass, "网站60条,占60%;微信30条,占30%;微博10条,占10%。合计公开100条。"),
  narrative("NAR-PERCENT", .fails(.warning), "网站60条,占60%;微信30条,占36%;微博10条,占10%。"),
  narrative(
    "NAR-PERCENT",
    .pass,
    rows: received + "\napplications.handled_total 7 2 0 0 0 0 9",
    "收到申请10件,办结率90%。"
  ),
  narrative(
    "NAR-PERCENT",
    .fails(.warning),
    rows: received + "\napplications.handled_total 7 2 0 0 0 0 9",
    "收到申请10件,办结率98.5%。"
  ),

  narrative("NAR-GROWTH", .fails(.warning), "申请总量54件(2020年为47件),同比增长10.6%。"),
  narrative("NAR-GROWTH", .pass, "收到申请12件(其中自然人9件,法人3件),同比2020年的8件增长50%。"),
  narrative("NAR-GROWTH", .fails(.warning), "收到申请52件,上年为35件,增加20件。"),
  narrative("NAR-GROWTH", .pass, "收到申请52件,上年为35件,增加17件。"),
  narrative("NAR-GROWTH", .notEvaluated, "办结申请25件,收到申请比上年30件增加20件。"),
  narrative("NAR-GROWTH", .pass, "收到申请22件,比上年31件下降29%。"),
  narrative("NAR-GROWTH", .pass, "全年主动公开政府信息3015条,比上年增加215条,增长7.7%。"),
  narrative("NAR-GROWTH", .fails(.warning), "全年主动公开政府信息3015条,比上年增加215条,增长9.7%。"),
  narrative("NAR-GROWTH", .fails(.warning), "全年主动公开政府信息785条,比上年减少215条,下降12.5%。"),
  narrative("NAR-GROWTH", .fails(.warning), "收到申请22件,比上年31件下降39%。"),
  narrative("NAR-GROWTH", .notEvaluated, exception: 0, "收到申请22件,比上年31件下降3个百分点。"),
  narrative("NAR-GROWTH", .fails(.info), exception: 1, "收到申请40件,比上年30件增长33.4%。"),

  narrative("NAR-SELF-CONFLICT", .pass, "收到申请22件。经统计,共收到公开申请22件。"),
  narrative("NAR-SELF-CONFLICT", .fails(.warning), "收到申请22件。经统计,共收到公开申请26件。"),
  narrative("NAR-SELF-CONFLICT", .pass, exception: 0, "全县收到申请220件。我局共收到公开申请26件。"),
  narrative("NAR-SELF-CONFLICT", .pass, exception: 1, "收到申请22件,上年结转4件。共收到公开申请26件。"),

  narrative("NAR-NUMBER-MISSING", .pass, "全年共主动公开政府信息12条。"),
  narrative("NAR-NUMBER-MISSING", .fails(.warning), exception: 0, "全年共主动公开政府信息条。"),
  narrative("NAR-NUMBER-MISSING", .fails(.warning), "公开信息90条,其中概况类20条,动态类60,其他类10条。"),
  narrative("NAR-NUMBER-MISSING", .pass, exception: 1, "公开信息90条,其中概况类20,动态类60,其他类10。"),

  narrative("NAR-FALSE-PRECISION", .pass, "全年发布信息1234条。"),
  narrative("NAR-FALSE-PRECISION", .fails(.info), "全年发布信息1234余条。"),
  narrative("NAR-FALSE-PRECISION", .pass, exception: 0, "全年发布信息1230余条。"),

  narrative("DATE-WRONG-YEAR", .pass, "2021年公开政府信息94条。"),
  narrative("DATE-WRONG-YEAR", .fails(.warning), "2020年公开政府信息94条。"),
  narrative("DATE-WRONG-YEAR", .pass, exception: 0, "计划2022年公开政府信息94条。"),
  narrative("DATE-WRONG-YEAR", .pass, exception: 1, "2021年收到申请9件,2020年收到申请7件。"),

  narrative(
    "PL-PUBLISHED-TINY",
    .pass,
    rows: "disclosure.normative_documents 3 0 9",
    "全年主动公开政府信息94条。"
  ),
  narrative("PL-PUBLISHED-TINY", .fails(.info), rows: "disclosure.penalties 300", "全年主动公开政府信息94条。"),
  narrative("PL-PUBLISHED-TINY", .pass, exception: 0, "全年主动公开政府信息9条。"),
  narrative("PL-PUBLISHED-TINY", .fails(.info), "主动公开政府信息9条。其中政府网站公开政府信息9条。"),
]
