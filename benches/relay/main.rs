//! The relay against nginx's `proxy_pass`, in front of the same scripted upstream, in one run.
//!
//! Client and upstream live in this program; both proxies are processes of their own and take turns, so that whatever
//! else the machine does hits both. Times are medians, and ratios are the median of the rounds' ratios.

mod load;
mod proxy;
mod upstream;

use std::time::Duration;

use load::Route;
use proxy::Proxy;

/// Requests of one round for the time to the first byte.
const REQUESTS: usize = 400;
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(2);
/// Streams that are open while the memory is looked at.
const OPEN: usize = 500;

#[tokio::main]
async fn main() {
    let upstream = upstream::start().await;
    let Some(relay) = Proxy::relay() else {
        println!("relay: there is no release build; make it with `make build`");
        return;
    };
    let through_relay = Route::relay(relay.address, upstream);
    let Some(nginx) = Proxy::nginx(upstream) else {
        println!("relay: nginx is not installed and could not be, so there is nothing to compare with");
        alone(&relay, &through_relay, &Route::direct(upstream)).await;
        return;
    };
    let through_nginx = Route::direct(nginx.address);
    // First of all: later they would take what they have left over.
    let (by_nginx, by_relay) = (memory(&nginx, &through_nginx).await, memory(&relay, &through_relay).await);
    println!("memory per open stream, {OPEN} open: nginx {by_nginx:.1} kB, relay {by_relay:.1} kB (goal: under 64)");
    first_byte(&Route::direct(upstream), &through_nginx, &through_relay).await;
    for streams in [100, 500] {
        throughput(streams, (&nginx, &through_nginx), (&relay, &through_relay)).await;
    }
}

async fn alone(relay: &Proxy, route: &Route, direct: &Route) {
    println!("memory per open stream, {OPEN} open: relay {:.1} kB", memory(relay, route).await);
    let (without, with) = (load::first_byte(direct, REQUESTS).await, load::first_byte(route, REQUESTS).await);
    println!("time to first byte: direct {without:?}, relay {with:?}");
    for streams in [100, 500] {
        let bytes = load::throughput(route, streams, ROUND).await;
        println!("{streams} streams: relay {:.0} MB/s", bytes as f64 / ROUND.as_secs_f64() / 1e6);
    }
}

/// Added time is what a proxy puts on top of the upstream's own.
async fn first_byte(direct: &Route, nginx: &Route, relay: &Route) {
    let mut rounds = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        for (times, route) in rounds.iter_mut().zip([direct, nginx, relay]) {
            times.push(load::first_byte(route, REQUESTS).await.as_secs_f64() * 1e3);
        }
    }
    let [direct, nginx, relay] = rounds.map(median);
    let (by_nginx, by_relay) = (nginx - direct, relay - direct);
    println!(
        "added time to first byte: nginx {by_nginx:.3} ms, relay {by_relay:.3} ms, difference {:.3} ms (goal: under 1)",
        by_relay - by_nginx
    );
}

async fn throughput(streams: usize, nginx: (&Proxy, &Route), relay: (&Proxy, &Route)) {
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
    println!(
        "{streams} streams: nginx {nginx:.0} MB/s, relay {relay:.0} MB/s, ratio {:.2} (goal: 0.9); \
         processor time per MB: nginx {nginx_work:.1} ms, relay {relay_work:.1} ms",
        median(ratios)
    );
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
