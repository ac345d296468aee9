//! The relay against nginx's `proxy_pass`, in front of the same scripted upstream, in one run.
//!
//! Client and upstream live in this program; both proxies are processes of their own and take turns, so that whatever
//! else the machine does hits both. Times are medians, and ratios are the median of the rounds' ratios.

mod load;
mod proxy;
mod upstream;

use std::process::ExitCode;
use std::time::Duration;

use load::Route;
use proxy::Proxy;

/// Requests of one round for the time to the first byte.
const REQUESTS: usize = 400;
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(2);
/// Streams that are open while the memory is looked at.
const OPEN: usize = 500;

/// What must hold, or the run fails: kilobytes for an open stream, milliseconds more than nginx to the first byte, and
/// the part of its throughput.
const MOST_MEMORY: f64 = 64.0;
const MOST_ADDED: f64 = 1.0;
const LEAST_RATIO: f64 = 0.9;

/// Whether a goal was met; one that was missed is said at once.
#[must_use]
fn goal(met: bool, what: &str) -> bool {
    if !met {
        println!("MISSED: {what}");
    }
    met
}

#[tokio::main]
async fn main() -> ExitCode {
    if run().await { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures everything; whether no goal was missed.
async fn run() -> bool {
    let upstream = upstream::start().await;
    let Some(relay) = Proxy::relay() else {
        println!("relay: there is no release build; make it with `make build`");
        return false;
    };
    let through_relay = Route::relay(relay.address, upstream);
    let Some(nginx) = Proxy::nginx(upstream) else {
        println!("relay: nginx is not installed and could not be, so there is nothing to compare with");
        return alone(&relay, &through_relay, &Route::direct(upstream)).await;
    };
    let through_nginx = Route::direct(nginx.address);
    // First of all: later they would take what they have left over.
    let (by_nginx, by_relay) = (memory(&nginx, &through_nginx).await, memory(&relay, &through_relay).await);
    println!("memory per open stream, {OPEN} open: nginx {by_nginx:.1} kB, relay {by_relay:.1} kB");
    let mut met = is_small(by_relay);
    met &= first_byte(&Route::direct(upstream), &through_nginx, &through_relay).await;
    for streams in [100, 500] {
        met &= throughput(streams, (&nginx, &through_nginx), (&relay, &through_relay)).await;
    }
    met
}

fn is_small(memory: f64) -> bool {
    goal(memory < MOST_MEMORY, &format!("memory per open stream is to be under {MOST_MEMORY} kB"))
}

/// Without nginx only the memory has a goal.
async fn alone(relay: &Proxy, route: &Route, direct: &Route) -> bool {
    let memory = memory(relay, route).await;
    println!("memory per open stream, {OPEN} open: relay {memory:.1} kB");
    let (without, with) = (load::first_byte(direct, REQUESTS).await, load::first_byte(route, REQUESTS).await);
    println!("time to first byte: direct {without:?}, relay {with:?}");
    for streams in [100, 500] {
        let bytes = load::throughput(route, streams, ROUND).await;
        println!("{streams} streams: relay {:.0} MB/s", bytes as f64 / ROUND.as_secs_f64() / 1e6);
    }
    is_small(memory)
}

/// Added time is what a proxy puts on top of the upstream's own.
async fn first_byte(direct: &Route, nginx: &Route, relay: &Route) -> bool {
    let mut rounds = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        for (times, route) in rounds.iter_mut().zip([direct, nginx, relay]) {
            times.push(load::first_byte(route, REQUESTS).await.as_secs_f64() * 1e3);
        }
    }
    let [direct, nginx, relay] = rounds.map(median);
    let (by_nginx, by_relay) = (nginx - direct, relay - direct);
    let added = by_relay - by_nginx;
    println!("added time to first byte: nginx {by_nginx:.3} ms, relay {by_relay:.3} ms, difference {added:.3} ms");
    goal(added < MOST_ADDED, &format!("the difference is to be under {MOST_ADDED} ms"))
}

async fn throughput(streams: usize, nginx: (&Proxy, &Route), relay: (&Proxy, &Route)) -> bool {
    // Connections and allocations of the first round are nobody's speed.
    load::throughput(nginx.1, streams, ROUND / 4).await;
    load::throughput(relay.1, streams, ROUND / 4).await;
    let (mut ratios, mut speeds, mut works) = (Vec::new(), [const { Vec::new() }; 2], [const { Vec::new() }; 2]);
    for round in 0..ROUNDS {
        let mut measured = [0.0; 2];
        let order = if round % 2 == 0 { [0, 1] } else { [1, 0] };
        for index in order {
            let (proxy, route) = [nginx, relay][index];
            let before = proxy.processor_time();
            let bytes = load::throughput(route, streams, ROUND).await as f64;
            measured[index] = bytes / ROUND.as_secs_f64() / 1e6;
            speeds[index].push(measured[index]);
            works[index].push((proxy.processor_time() - before).as_secs_f64() * 1e3 / (bytes / 1e6));
        }
        ratios.push(measured[1] / measured[0]);
    }
    let ([nginx, relay], [nginx_work, relay_work]) = (speeds.map(median), works.map(median));
    let ratio = median(ratios);
    println!(
        "{streams} streams: nginx {nginx:.0} MB/s, relay {relay:.0} MB/s, ratio {ratio:.2}; \
         processor time per MB: nginx {nginx_work:.1} ms, relay {relay_work:.1} ms"
    );
    goal(ratio >= LEAST_RATIO, &format!("the ratio at {streams} streams is to be {LEAST_RATIO} at least"))
}

/// Kilobytes for each open stream.
async fn memory(proxy: &Proxy, route: &Route) -> f64 {
    let before = proxy.memory();
    let during = load::while_open(route, OPEN, || proxy.memory()).await;
    (during - before) / 1e3 / OPEN as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
