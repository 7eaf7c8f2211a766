internal import GRDB
package import GoujiModel

/// Why something could not be done with an archive.
package struct ArchiveError: Error, Hashable, Sendable {
  package let code: Code
  package let message: Bilingual

  package enum Code: String, Hashable, Sendable {
    case noSuchArchive = "no_such_archive"
    case notAnArchive = "not_an_archive"
    case newer
    case corrupt
    case locked
    case diskFull = "disk_full"
    case notPermitted = "not_permitted"
    case noSuchFinding = "no_such_finding"
    case badJudgements = "bad_judgements"
    case failed
  }

  package init(_ code: Code, zh: String, en: String) {
    self.code = code
    message = Bilingual(zh: zh, en: en)
  }
}

extension ArchiveError {
  static func noSuchArchive(_ path: String) -> ArchiveError {
    ArchiveError(
      .noSuchArchive,
      zh: "找不到档案库“\(path)”:可用 gouji import 建立",
      en: "there is no archive '\(path)'; gouji import makes one"
    )
  }

  static func notAnArchive(_ path: String) -> ArchiveError {
    ArchiveError(
      .notAnArchive,
      zh: "“\(path)”不是勾稽的档案库,未作改动",
      en: "'\(path)' is no archive of gouji; it was left as it is"
    )
  }

  static func newer(_ path: String) -> ArchiveError {
    ArchiveError(
      .newer,
      zh: "“\(path)”由更新版本的 gouji 建立:请升级程序,档案库未作改动",
      en:
        "'\(path)' was made by a later version of gouji: update the program; the archive was left as it is"
    )
  }

  /// What a failure of SQLite means for the user.
  init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    case .SQLITE_NOTADB:
      self = .notAnArchive(path)
    case .SQLITE_CORRUPT:
      self.init(
        .corrupt,
        zh: "档案库“\(path)”已损坏:请用备份恢复,或改名后重新导入",
        en: "the archive '\(path)' is damaged: restore a copy of it, or rename it and import again"
      )
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked,
        zh: "档案库“\(path)”正被另一程序占用:请待其结束后再试;已导入的内容不受影响",
        en:
          "the archive '\(path)' is in use by another program: try again when it is done; what was imported is safe"
      )
    case .SQLITE_FULL:
      self.init(
        .diskFull,
        zh: "磁盘空间不足,无法写入“\(path)”:腾出空间后再次运行即可继续,已导入的内容不受影响",
        en:
          "no space left on the disk for '\(path)': make room and run again to go on; what was imported is safe"
      )
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .notPermitted,
        zh: "无法打开或写入“\(path)”:请检查文件夹是否存在、是否有写入权限",
        en: "cannot open or write '\(path)': check that its folder exists and may be written"
      )
    case .SQLITE_IOERR:
      self.init(
        .failed,
        zh: "读写“\(path)”时磁盘出错(SQLite \(error.extendedResultCode.rawValue)):已导入的内容不受影响",
        en:
          "the disk failed at '\(path)' (SQLite \(error.extendedResultCode.rawValue)); what was imported is safe"
      )
    default:
      let detail = error.message ?? ""
      self.init(
        .failed,
        zh: "处理档案库“\(path)”时出错(SQLite \(error.extendedResultCode.rawValue)):\(detail)",
        en: "the archive '\(path)' failed (SQLite \(error.extendedResultCode.rawValue)): \(detail)"
      )
    }
  }
}
