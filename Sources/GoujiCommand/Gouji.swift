internal import ArgumentParser

/// Runs the program with the arguments of the process.
public func runGouji() async {
  await GoujiProgram.main()
}

/// The program, with one subcommand for each thing it does.
struct GoujiProgram: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "gouji")
}
