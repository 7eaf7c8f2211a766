// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "gouji-benchmarks",
  dependencies: [
    .package(name: "gouji", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2Floor",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]
    ),
    .target(name: "CParsingFloor", dependencies: ["CLibXML2Floor"]),
    .executableTarget(
      name: "GoujiBenchmark",
      dependencies: [
        "CParsingFloor",
        .product(name: "Gouji", package: "gouji"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)
