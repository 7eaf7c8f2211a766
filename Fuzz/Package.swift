// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "gouji-fuzz",
  dependencies: [.package(name: "gouji", path: "..")],
  targets: [
    .executableTarget(
      name: "GoujiFuzz",
      dependencies: [.product(name: "GoujiFuzzSupport", package: "gouji")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
        // libFuzzer brings the entry of the program; a file with code at its top would fuzz nothing.
        .unsafeFlags(["-parse-as-library"]),
      ]
    )
  ],
  swiftLanguageModes: [.v6]
)
