//! The gateway as a program.

fn main() {
    // The command line follows with the server.
}
