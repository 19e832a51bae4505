//! One process, one answer. Prints the nanoseconds of CPU time from the beginning of the process to the verified answer,
//! or from a warm client on.

use protocol::Once;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, origin, folder] = &*arguments else {
        panic!("what, of whom, with which keys?");
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let once = Once::read(origin, folder.as_ref());
    let mut before = 0;
    match &**kind {
        "bare" => runtime.block_on(once.bare()),
        kind => {
            let client = once.client();
            if kind == "warm" {
                client.warm_up().expect("it signs");
                before = measure::cpu_nanoseconds();
            }
            runtime.block_on(once.ours(&client));
        }
    }
    println!("{}", measure::cpu_nanoseconds() - before);
}
