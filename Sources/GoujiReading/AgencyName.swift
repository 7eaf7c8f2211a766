import GoujiModel

/// The shape of names of public bodies: which suffixes close them, what cannot stand in them.
enum AgencyName {
  /// How sure a suffix makes it that a run of characters names a body.
  enum Kind: Int, Comparable {
    /// Ends in a region, as 某县 or 某镇 does when a title leaves 人民政府 out.
    case region

    /// Ends in the word for a body.
    case organ

    static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  /// Longer suffixes need not come first: one that fits is enough.
  static let organSuffixes = WordList([
    "人民政府", "政府", "办公厅", "办公室", "委员会", "管委会", "街道办事处", "办事处", "街道办", "局", "厅", "部",
    "委", "办", "署", "院", "所", "站", "处", "队", "中心", "公司", "集团", "大学", "学院", "学校", "中学", "小学",
    "幼儿园", "医院", "馆", "联合会", "总工会", "协会", "学会", "银行", "法院", "检察院", "公安部", "社", "公署",
    "产业园", "科技园", "工业园", "电视台", "气象台", "农场", "林场", "分局", "党委", "党组", "红十字会",
    "海关", "监狱", "党校", "工会", "工商联", "残联", "妇联", "科协", "文联", "社科联", "供销社", "兵团",
  ])

  static let regionSuffixes = WordList([
    "省", "市", "县", "区", "旗", "州", "盟", "镇", "乡", "街道", "苏木", "新城", "示范区", "园区",
  ])

  /// Ends that look like suffixes and close words of other kinds.
  static let falseEnds = WordList([
    "全部", "内部", "外部", "干部", "本部", "到处", "好处", "之处", "本局", "我局", "本办", "我办", "本级政府",
    "各级政府", "我区", "我市", "我县", "我省", "我镇", "我乡", "全区", "全市", "全县", "全省", "本区", "本市", "本县",
    "门户网站", "本院", "本站", "网站", "地区生产", "社区", "城区", "部队", "排队", "行政机关", "主管部门", "各部",
    "以上政府", "上级政府", "法治政府", "服务型政府", "阳光政府", "透明政府", "政府办",
  ])

  /// Characters and words that no name holds; a run with one of them is a sentence.
  static let foreignWords = WordList([
    "编制", "报告", "公开", "要求", "规定", "条例", "依照", "按照", "根据", "关于", "我们", "以及", "情况", "全年",
    "现将", "应当", "本年", "有关", "上级", "各级", "所属", "网站", "版权",
  ])

  /// 中共某县委机构编制委员会办公室 holds 编制 without being a sentence.
  private static let staffing = WordList(["机构编制委员会"])

  /// - Returns: `nil` when the units do not name a body.
  static func kind(of units: UnitSlice) -> Kind? {
    guard (3...40).contains(units.count), let first = units.first, Unit.isIdeograph(first) else {
      return nil
    }
    var depth = 0
    for unit in units {
      switch unit {
      case 0x28: depth += 1
      case 0x29:
        depth -= 1
        if depth < 0 { return nil }
      case 0xB7, 0x2014, 0x2D: break
      default:
        guard Unit.isIdeograph(unit) || Unit.isDigit(unit) || Unit.isLatin(unit) else { return nil }
      }
    }
    guard depth == 0, Unit.chineseDigit(first) == nil || units.count > 4 else { return nil }
    if falseEnds.suffixLength(of: units) != nil { return nil }
    if foreignWords.occurs(in: units), !staffing.occurs(in: units) { return nil }
    if organSuffixes.suffixLength(of: units) != nil { return .organ }
    if regionSuffixes.suffixLength(of: units) != nil { return .region }
    // 某市高新区(新城区), 某县发展和改革局(某县粮食和物资储备局)
    if units.last == 0x29, let bracket = units.lastIndex(of: 0x28), bracket > units.startIndex,
      let kind = kind(of: units[units.startIndex..<bracket])
    {
      let second = units[(bracket + 1)..<(units.endIndex - 1)]
      return organSuffixes.suffixLength(of: second) == nil ? .region : kind
    }
    return nil
  }

  /// Whether a body is the office of a people's government, which publishes the report of that
  /// government: Regulation 711, article 49.
  static func officeSuffixLength(of units: UnitSlice) -> Int? {
    guard let length = governmentOffices.suffixLength(of: units), units.count > length else {
      return nil
    }
    return length - government.count
  }

  /// Whether a name is a shorter way of writing another one.
  ///
  /// 青岗县林业局 is one of 白鹭市青岗县林业局, and 县林业局 of both. What a page prints before a name, such
  /// as 相关文档, makes no longer name of it.
  static func abbreviates(_ name: [UInt16], _ whole: [UInt16]) -> Bool {
    guard whole.count > name.count, whole.ends(with: name), let first = name.first else {
      return false
    }
    return whole.withUnsafeBufferPointer { units in
      let front = units[..<(units.count - name.count)]
      return regionSuffixes.suffixLength(of: front) != nil
        || organSuffixes.suffixLength(of: front) != nil
    } || regionStarts.contains(first)
  }

  /// The first character of a name that leaves its region to the reader: 县林业局, 镇人民政府.
  private static let regionStarts = "省市县区旗州盟镇乡".units

  static let government = "人民政府".units
  static let townOffice = "办事处".units
  private static let governmentOffices = WordList(["人民政府办公厅", "人民政府办公室", "人民政府办"])
}

extension AgencyLevel {
  /// What kind of body a name is of, by the regions that it begins with.
  ///
  /// A city below another city cannot be told from its name.
  ///
  /// - Parameter name: Folded units.
  /// - Returns: `nil` for bodies whose level their name does not tell.
  static func ofAgency(named name: UnitSlice) -> AgencyLevel? {
    let (rank, rest) = lowestRegion(of: name)
    let isGovernment =
      rest.isEmpty || rest.elementsEqual(AgencyName.government)
      || rest.elementsEqual(Wording.government)
      || AgencyName.officeSuffixLength(of: name) != nil
    switch rank {
    case .town: return .town
    case .county: return isGovernment ? .countyGovernment : isZone(rest) ? nil : .countyDepartment
    case .city: return isGovernment ? .cityGovernment : isZone(rest) ? nil : .cityDepartment
    case .province:
      return isGovernment ? .provinceGovernment : isZone(rest) ? nil : .provinceDepartment
    case nil:
      return name.begins(with: nation) || name.begins(with: china) ? .centralDepartment : nil
    }
  }

  private enum Rank: Int {
    case province
    case city
    case county
    case town
  }

  private static let nation = "国家".units
  private static let china = "中华人民共和国".units
  private static let municipalities = WordList(["北京市", "天津市", "上海市", "重庆市"])
  private static let zones = WordList([
    "开发区", "高新区", "新区", "管理委员会", "管委会", "示范区", "产业园", "管理区", "功能区", "保税区", "园区",
  ])

  private static func isZone(_ rest: UnitSlice) -> Bool {
    zones.occurs(in: rest)
  }

  /// Longer suffixes before those that end them; ``ranks`` says what each means.
  private static let regionSuffixes = WordList([
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "街道办事处", "街道", "苏木", "地区", "林区", "特区", "省", "市",
    "盟", "州", "县", "区", "旗", "镇", "乡",
  ])

  private static let ranks: [Rank] = [
    .province, .province, .city, .county, .county, .town, .town, .town, .city, .county, .county,
    .province, .city, .city, .city, .county, .county, .county, .town, .town,
  ]

  /// Words that hold a region's suffix without naming a region: 城乡建设局, 城市管理局, 社区.
  private static let notRegions = WordList([
    "城乡", "城市", "社区", "园区", "景区", "开发区", "高新区", "新区", "都市", "城镇", "乡镇", "联盟", "示范区", "辖区",
    "管理区", "功能区", "保税区", "合作区", "库区", "灌区", "保护区", "名胜区", "度假区",
  ])

  private static func lowestRegion(
    of name: UnitSlice
  ) -> (rank: Rank?, rest: UnitSlice) {
    var rest = name
    var lowest: Rank?
    search: while !rest.isEmpty {
      // A region's own name has at least one character, and at most nine.
      for length in 2...max(2, min(13, rest.count)) where length <= rest.count {
        let head = rest.prefix(length)
        guard let index = regionSuffixes.suffixIndex(of: head),
          head.count > regionSuffixes.length(of: index), notRegions.suffixLength(of: head) == nil
        else { continue }
        // 自治区 may follow the 区 of no other region: look whether a longer suffix closes here.
        if length < rest.count, continuesRegion(rest, length) { continue }
        var found = ranks[index]
        if municipalities.contains(head) { found = .province }
        if let lowest, found.rawValue < lowest.rawValue { break search }
        // A second 市 is a city below a city.
        if lowest == .city, found == .city { found = .county }
        lowest = found
        rest = rest.dropFirst(length)
        continue search
      }
      break
    }
    return (lowest, rest)
  }

  /// Whether the suffix just found is the middle of a word: 州 in 贵州省, 镇 in 景德镇市, 乡 in 乡村, 区 in 区域.
  private static func continuesRegion(_ rest: UnitSlice, _ length: Int) -> Bool {
    let next = rest.dropFirst(length)
    switch rest[rest.startIndex + length - 1] {
    case 0x5DDE: return next.first == 0x7701 || beginsWithSuffix(next)
    case 0x9547, 0x65D7: return beginsWithSuffix(next)
    case 0x4E61: return next.first == 0x6751 || next.first == 0x65CF || beginsWithSuffix(next)
    case 0x53BF: return next.first == 0x533A && beginsWithSuffix(next)
    case 0x533A: return next.first == 0x57DF
    default: return false
    }
  }

  /// Whether units begin with the suffix of a city, county or district, and not with 市场 or the like.
  private static func beginsWithSuffix(_ units: UnitSlice) -> Bool {
    wordsLikeRegions.allSatisfy { !units.begins(with: $0) }
      && (units.first == 0x5E02 || units.first == 0x53BF || units.first == 0x533A)
  }

  private static let wordsLikeRegions = ["市场", "市监", "市政", "市容", "市民", "区域", "区划"].map(\.units)
}
