internal import CSchemas
package import Foundation

/// The definition files of `schemas/` as they were when the program was built.
package enum EmbeddedSchemas {
  /// The files of one folder, such as `forms`, in the order of their paths.
  package static func files(in folder: String) -> [(path: String, contents: Data)] {
    (0..<cschemas_count()).compactMap { index in
      let file = cschemas_file_at(index)
      let path = String(cString: file.path)
      guard path.hasPrefix(folder + "/") else { return nil }
      return (path, Data(bytes: file.bytes, count: file.length))
    }
    .sorted { $0.path < $1.path }
  }

  /// The contents of the file at a path below `schemas/`; `nil` when there is none.
  static func bytes(of path: String) -> [UInt8]? {
    for index in 0..<cschemas_count() {
      let file = cschemas_file_at(index)
      guard String(cString: file.path) == path else { continue }
      return [UInt8](UnsafeBufferPointer(start: file.bytes, count: file.length))
    }
    return nil
  }
}
