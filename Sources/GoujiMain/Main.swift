import GoujiCommand

@main
struct Main {
  static func main() async {
    await runGouji()
  }
}
