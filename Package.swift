// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// Swift 6.3.1 does not get through the tests when it optimises them; under a sanitizer the library alone is.
let isSanitized = Context.environment["GOUJI_SANITIZER"] != nil
let testSettings = settings + (isSanitized ? [.unsafeFlags(["-Onone"])] : [])

let package = Package(
  name: "gouji",
  products: [
    .library(name: "Gouji", targets: ["Gouji"]),
    .executable(name: "gouji", targets: ["GoujiMain"]),

    // For the package in Fuzz/.
    .library(name: "GoujiFuzzSupport", targets: ["GoujiFuzzSupport"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // C libraries and embedded data.
    .systemLibrary(
      name: "CLibXML2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]
    ),
    .target(
      name: "CICU",
      linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]
    ),
    .systemLibrary(
      name: "COpenSSL",
      pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]
    ),
    .systemLibrary(
      name: "CArchive",
      pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"])]
    ),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"])]
    ),
    .systemLibrary(
      name: "CXlsxWriter",
      pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"])]
    ),
    .systemLibrary(name: "CMalloc"),
    .target(name: "CSchemas"),

    // The path of the data, in order.
    .target(name: "GoujiModel", swiftSettings: settings),
    .target(
      name: "GoujiSchemas",
      dependencies: ["GoujiModel", "CSchemas"],
      swiftSettings: settings
    ),
    .target(name: "GoujiDecoding", dependencies: ["GoujiModel", "CICU"], swiftSettings: settings),
    .target(
      name: "GoujiDocument",
      dependencies: ["GoujiModel", "GoujiDecoding", "CLibXML2"],
      swiftSettings: settings
    ),
    .target(
      name: "GoujiAlignment",
      dependencies: ["GoujiModel", "GoujiDecoding", "GoujiDocument"],
      swiftSettings: settings
    ),
    .target(
      name: "GoujiReading",
      dependencies: ["GoujiModel", "GoujiSchemas", "GoujiDocument"],
      swiftSettings: settings
    ),
    .target(
      name: "GoujiRules",
      dependencies: ["GoujiModel", "GoujiSchemas"],
      swiftSettings: settings
    ),
    .target(
      name: "GoujiCollection",
      dependencies: ["GoujiModel", "GoujiSchemas", "GoujiDecoding", "GoujiRules"],
      swiftSettings: settings
    ),
    .target(
      name: "Gouji",
      dependencies: [
        "GoujiModel", "GoujiSchemas", "GoujiDecoding", "GoujiDocument", "GoujiAlignment",
        "GoujiReading", "GoujiRules", "GoujiCollection", "COpenSSL", "CArchive",
        "CMalloc", "CZlib",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "GoujiExport",
      dependencies: ["GoujiModel", "Gouji", "CXlsxWriter"],
      swiftSettings: settings
    ),
    .target(
      name: "GoujiArchive",
      dependencies: [
        "GoujiModel", "Gouji", "GoujiCollection",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: settings
    ),

    // The program.
    .target(
      name: "GoujiCommand",
      dependencies: [
        "Gouji", "GoujiExport", "GoujiArchive",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(name: "GoujiMain", dependencies: ["GoujiCommand"], swiftSettings: settings),

    // Tests, a target for each module and one for whole samples.
    .target(
      name: "GoujiTestSupport",
      dependencies: ["Gouji", "CICU", "CZlib"],
      path: "Tests/GoujiTestSupport",
      swiftSettings: settings
    ),
    .target(
      name: "GoujiTextSupport",
      dependencies: [
        "GoujiModel", "GoujiDecoding", "GoujiDocument", "GoujiReading", "GoujiSchemas",
      ],
      path: "Tests/GoujiTextSupport",
      swiftSettings: settings
    ),
    .target(
      name: "GoujiFuzzSupport",
      dependencies: ["Gouji", "GoujiAlignment", "GoujiDecoding", "GoujiDocument"],
      path: "Tests/GoujiFuzzSupport",
      swiftSettings: settings
    ),
    .testTarget(
      name: "GoujiModelTests",
      dependencies: ["GoujiModel", "GoujiSchemas", "GoujiTestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiDecodingTests",
      dependencies: ["GoujiDecoding", "CICU", "GoujiTestSupport"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiDocumentTests",
      dependencies: ["GoujiDocument", "GoujiDecoding", "CICU", "GoujiTestSupport"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiAlignmentTests",
      dependencies: [
        "GoujiAlignment", "GoujiDocument", "GoujiDecoding", "GoujiSchemas", "GoujiTestSupport",
      ],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiReadingTests",
      dependencies: [
        "GoujiReading", "GoujiDocument", "GoujiDecoding", "GoujiSchemas", "GoujiTestSupport",
      ],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiRulesTests",
      dependencies: ["GoujiRules", "GoujiSchemas", "GoujiTestSupport", "GoujiTextSupport"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiFuzzTests",
      dependencies: ["GoujiFuzzSupport", "GoujiTestSupport"],
      exclude: ["FailCases"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiCollectionTests",
      dependencies: [
        "GoujiCollection", "GoujiModel", "GoujiRules", "GoujiSchemas", "GoujiTestSupport",
      ],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiTests",
      dependencies: ["Gouji", "GoujiCollection", "GoujiTestSupport"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiExportTests",
      dependencies: ["GoujiExport", "Gouji", "GoujiTestSupport"],
      exclude: ["Golden"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiArchiveTests",
      dependencies: [
        "GoujiArchive", "Gouji", "GoujiCollection", "GoujiTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Golden"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiCommandTests",
      dependencies: ["GoujiCommand", "GoujiArchive", "Gouji", "GoujiTestSupport"],
      exclude: ["Golden"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "GoujiGoldenTests",
      dependencies: ["Gouji", "GoujiDecoding", "GoujiExport", "GoujiCommand", "GoujiTestSupport"],
      exclude: ["Golden"],
      swiftSettings: testSettings
    ),
  ],
  swiftLanguageModes: [.v6]
)
