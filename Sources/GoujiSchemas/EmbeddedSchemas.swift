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
}
