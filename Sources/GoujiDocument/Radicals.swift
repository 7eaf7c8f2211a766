internal import GoujiDecoding

/// Letters that some fonts give out as the radicals of a dictionary, which look the same.
enum Radicals {
  /// A text with ideographs in the place of radicals.
  ///
  /// - Parameter text: UTF-8.
  /// - Returns: A text of as many bytes, all others where they were.
  static func unified(_ text: [UInt8]) -> [UInt8] {
    var unified = text
    text.withUnsafeBytes { bytes in
      var position = 0
      while let index = firstIndex(of: 0xE2, in: bytes, from: position) {
        position = index + 1
        guard index + 2 < bytes.count, bytes[index + 1] >= 0xBA else { continue }
        let codePoint =
          0x2000 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
        guard let ideograph = ideograph(codePoint) else { continue }
        for (offset, byte) in String(ideograph).utf8.enumerated() { unified[index + offset] = byte }
      }
    }
    return unified
  }

  private static func ideograph(_ codePoint: UInt32) -> Unicode.Scalar? {
    let index = Int(codePoint) - 0x2F00
    return index >= 0 ? (index < kangxi.count ? kangxi[index] : nil) : others[codePoint]
  }

  /// The ideographs of U+2F00 through U+2FD5, in order.
  private static let kangxi = Array(
    """
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢\
    尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火\
    爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿\
    肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹\
    雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠
    """.unicodeScalars
  )

  /// Those of radicals before U+2F00 that are whole simplified characters.
  private static let others: [UInt32: Unicode.Scalar] = [
    0x2EA0: "民", 0x2EC1: "虎", 0x2EC4: "西", 0x2EC5: "见", 0x2EC6: "角", 0x2EC9: "贝",
    0x2ECB: "车", 0x2ED3: "长", 0x2ED4: "门", 0x2ED8: "青", 0x2ED9: "韦", 0x2EDA: "页",
    0x2EDB: "风", 0x2EDC: "飞", 0x2EDD: "食", 0x2EE2: "马", 0x2EE3: "骨", 0x2EE4: "鬼",
    0x2EE5: "鱼", 0x2EE6: "鸟", 0x2EE8: "麦", 0x2EE9: "黄", 0x2EEC: "齐", 0x2EEE: "齿",
    0x2EF0: "龙", 0x2EF3: "龟",
  ]
}
