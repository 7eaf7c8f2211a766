import GoujiModel

/// What each character means to the reading of a text, as a table over the Basic Multilingual Plane.
///
/// Spellings that differ only in script or width are made alike here, so that every pattern is
/// written once, in simplified characters and half-width signs. Only what patterns and suffixes of
/// names are made of is folded; names themselves are always taken from the text as printed.
struct CharacterTable: Sendable {
  /// One entry a scalar: the folded unit in the low half, the role above it.
  let entries: [UInt32]

  /// What ASCII characters are in a text as it is written, full-width ones left out.
  let asciiKinds: [ASCIIKind]

  /// The table as it is read by those who look up every character.
  struct Lent {
    let entries: UnsafeBufferPointer<UInt32>
    let asciiKinds: UnsafeBufferPointer<ASCIIKind>
  }

  /// Lends the table, which must not outlive the call.
  func lend<Result>(_ body: (Lent) -> Result) -> Result {
    entries.withUnsafeBufferPointer { entries in
      asciiKinds.withUnsafeBufferPointer { kinds in
        body(Lent(entries: entries, asciiKinds: kinds))
      }
    }
  }

  static let shared = CharacterTable()

  enum Role {
    static let plain: UInt32 = 0
    static let space: UInt32 = 1
    static let wideSpace: UInt32 = 2
    static let boundary: UInt32 = 3
    static let dropped: UInt32 = 4

    /// Something that a pattern hangs on; its position is remembered.
    static let trigger: UInt32 = 5
    static let digit: UInt32 = 6

    /// A unit before which numbers in Chinese characters stand: 十八件.
    static let counter: UInt32 = 7
  }

  enum ASCIIKind: UInt8 {
    case plain
    case digit

    /// A space, a sign that the flow leaves out or one that parts cells.
    case mark
  }

  private init() {
    var entries = (0..<0x10000).map { UInt32($0) }
    func set(_ scalars: ClosedRange<Int>, role: UInt32) {
      for scalar in scalars { entries[scalar] = UInt32(scalar) | role << 16 }
    }
    // Full-width ASCII.
    for scalar in 0xFF01...0xFF5E { entries[scalar] = UInt32(scalar - 0xFEE0) }
    set(0x30...0x39, role: Role.digit)
    var pair: UInt16?
    for unit in CharacterTable.foldedPairs.utf16 {
      if let from = pair {
        entries[Int(from)] = UInt32(unit)
        pair = nil
      } else {
        pair = unit
      }
    }
    set(0x2000...0x200A, role: Role.space)
    set(0x00A0...0x00A0, role: Role.space)
    set(0x3000...0x3000, role: Role.wideSpace)
    set(0x200B...0x200F, role: Role.dropped)
    set(0xFEFF...0xFEFF, role: Role.dropped)
    set(0x2500...0x257F, role: Role.boundary)
    for unit in CharacterTable.triggers.utf16 {
      entries[Int(unit)] = UInt32(unit) | Role.trigger << 16
    }
    for unit in CharacterTable.counters.utf16 {
      entries[Int(unit)] = UInt32(unit) | Role.counter << 16
    }
    // A folded character plays the role of what it is folded to.
    for scalar in entries.indices where entries[scalar] < 0x10000 {
      let role = entries[Int(entries[scalar])] >> 16
      entries[scalar] |= role << 16
    }
    self.entries = entries
    var kinds = [ASCIIKind](repeating: .plain, count: 128)
    for digit in UInt8(ascii: "0")...UInt8(ascii: "9") { kinds[Int(digit)] = .digit }
    for mark in CharacterTable.marks.utf8 { kinds[Int(mark)] = .mark }
    asciiKinds = kinds
  }

  /// The last character of 信息公开, 编制, a year, a heading's ordinal, a label, 本级; the first of 全市.
  private static let triggers = "开制年、:全我级"

  /// Units of what reports count; 个, 项 and 次 stand in names of measures too: 三项制度.
  private static let counters = "件条份宗篇"

  /// The ASCII characters that are more than themselves.
  private static let marks = " \n\r\t\u{B}\u{1F}|*#`\\<]&(-=+_/.:"

  /// Traditional or variant character, then the one that patterns use.
  private static let foldedPairs = """
    級级開开報报總总關关於于現现將将編编製制來来發发佈布時时間间動动請请況况處处複复復复議议訴诉訟讼\
    題题進进對对導导國国縣县區区鄉乡鎮镇廳厅辦办務务會会員员監监門门機机構构單单隊队團团規规據据\
    統统計计業业項项無无費费減减從从與与為为爲为應应點点擊击覽览瀏浏訪访問问號号頁页標标網网學学\
    醫医館馆園园廠厂黨党層层體体錄录師师檢检術术華华萬万臨临聯联協协農农場场稅税聞闻稱称責责簡简數数\
    結结轉转資资訊讯檔档佔占佈布覈核況况戶户衛卫鐵铁電电車车約约餘余幾几億亿兩两個个條条類类份份\
    範范維维糾纠許许罰罚當当傳传郵邮審审訓训強强購购採采際际讀读較较環环長长預预劃划擬拟補补內内權权決决訂订廢废諮咨詢询終终徵征營营側侧\
    ○〇︰:﹕:〔[〕]【[】]﹝[﹞]《<》>“"”"‘'’'
    """
}

/// The units that patterns test one by one.
enum Unit {
  static let lineEnd: UInt16 = 0x0A
  static let cellEnd: UInt16 = 0x1F
  static let space: UInt16 = 0x20

  /// A character beyond the Basic Multilingual Plane, as rare place names have them.
  static let rare: UInt16 = 0xFFFF

  static func isDigit(_ unit: UInt16) -> Bool { unit >= 0x30 && unit <= 0x39 }

  static func isLatin(_ unit: UInt16) -> Bool {
    (unit >= 0x41 && unit <= 0x5A) || (unit >= 0x61 && unit <= 0x7A)
  }

  static func isIdeograph(_ unit: UInt16) -> Bool {
    (unit >= 0x4E00 && unit <= 0x9FFF) || (unit >= 0x3400 && unit <= 0x4DBF) || unit == rare
      || unit == 0x3007
  }

  static func isSeparator(_ unit: UInt16) -> Bool { unit == lineEnd || unit == cellEnd }

  /// The bytes of a character in UTF-8, by the first of them.
  static func byteCount(leading byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// 0 through 10 for 〇 through 十; `nil` for other units.
  static func chineseDigit(_ unit: UInt16) -> Int? {
    switch unit {
    // Typed for 〇.
    case 0x4F, 0x6F: 0
    // 两 stands in no date or ordinal.
    case 0x4E24: nil
    default: ChineseNumeral.value(of: UInt32(unit)).flatMap { $0 <= 10 ? $0 : nil }
    }
  }
}

extension String {
  /// The text as units, for patterns written in the source.
  var units: [UInt16] { Array(utf16) }
}
