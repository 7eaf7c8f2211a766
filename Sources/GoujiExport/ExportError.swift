internal import Glibc
package import Gouji

/// An export that cannot be written.
package struct ExportError: Error, Sendable {
  package let message: Bilingual
}

extension ExportError {
  /// An error of the system, by its `errno`, with a file or folder.
  init(path: String, code: Int32) {
    let reason =
      switch code {
      case EACCES, EPERM, EROFS: Bilingual(zh: "没有写入权限", en: "no permission to write there")
      case ENOTDIR, EEXIST: Bilingual(zh: "不是文件夹", en: "not a folder")
      case EISDIR: Bilingual(zh: "同名文件夹已存在", en: "a folder of that name is in the way")
      case ENOSPC, EDQUOT: Bilingual(zh: "磁盘空间不足", en: "no space left on the disk")
      default: Bilingual(zh: "系统错误 \(code)", en: "system error \(code)")
      }
    message = Bilingual(
      zh: "无法写入“\(path)”:\(reason.zh);请用 --output 指定其他文件夹",
      en: "cannot write '\(path)': \(reason.en); name another folder with --output"
    )
  }
}
