//! Time, frames and turns of the event loop.

use futures::FutureExt;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Performance;

/// The time of day, in milliseconds since 1970.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// A clock that never runs backwards, in milliseconds since the page was opened.
pub fn monotonic() -> f64 {
    thread_local! {
        static PERFORMANCE: Option<Performance> = leptos::prelude::window().performance();
    }
    PERFORMANCE.with(|performance| performance.as_ref().map_or_else(now, Performance::now))
}

/// Waits for so many milliseconds.
pub async fn sleep(milliseconds: u32) {
    TimeoutFuture::new(milliseconds).await;
}

/// Lets the browser handle input and paint before the work goes on. Unlike a timer this is not slowed down in a
/// hidden tab where `scheduler.yield` exists.
pub async fn yield_to_browser() {
    match scheduler_yield() {
        Some(turn) => drop(JsFuture::from(turn).await),
        None => TimeoutFuture::new(0).await,
    }
}

/// Waits for the next frame; in a hidden tab, where there is none, a moment.
pub async fn frame() {
    let frame = Promise::new(&mut |resolve, _| drop(leptos::prelude::window().request_animation_frame(&resolve)));
    within(100, JsFuture::from(frame)).await;
}

fn scheduler_yield() -> Option<Promise> {
    let scheduler = Reflect::get(&leptos::prelude::window(), &"scheduler".into()).ok()?;
    let function: Function = Reflect::get(&scheduler, &"yield".into()).ok()?.dyn_into().ok()?;
    function.call0(&scheduler).ok()?.dyn_into().ok()
}

/// Waits for a future, but no longer than so many milliseconds; `None` when they have passed.
pub async fn within<T>(milliseconds: u32, future: impl Future<Output = T>) -> Option<T> {
    let future = future.fuse();
    let limit = TimeoutFuture::new(milliseconds);
    futures::pin_mut!(future);
    match select(future, limit).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}

/// The date of a time in milliseconds since 1970, as the language with this tag writes it in short.
pub fn date(time: f64, language: &str) -> String {
    let options = js_sys::Object::new();
    for (part, style) in [("year", "numeric"), ("month", "short"), ("day", "numeric")] {
        // It fails for frozen objects only.
        drop(Reflect::set(&options, &part.into(), &style.into()));
    }
    js_sys::Date::new(&time.into()).to_locale_date_string(language, &options).into()
}

/// When a day of the visitor began, so many days ago, in milliseconds since 1970.
pub fn start_of_day(days_ago: u32) -> f64 {
    let date = js_sys::Date::new_0();
    date.set_hours(0);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    date.get_time() - f64::from(days_ago) * 86_400_000.0
}

/// The visitor's day of a time in milliseconds since 1970, as `2026-11-22`.
pub fn day(time: f64) -> String {
    let date = js_sys::Date::new(&time.into());
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// The visitor's day so many days ago, as [`day`] gives it.
pub fn days_ago(days: u32) -> String {
    let now = js_sys::Date::new_0();
    // Noon, since not every day begins at midnight where clocks are changed.
    let date = js_sys::Date::new_with_year_month_day_hr(
        now.get_full_year(),
        now.get_month() as i32,
        now.get_date() as i32 - days as i32,
        12,
    );
    day(date.get_time())
}

/// The visitor's day and minute of a time in milliseconds since 1970, as `2026-11-22 14:05`.
pub fn minute(time: f64) -> String {
    let date = js_sys::Date::new(&time.into());
    format!("{} {:02}:{:02}", day(time), date.get_hours(), date.get_minutes())
}

/// A time of the visitor's day, such as `14:02:43`, of milliseconds since 1970.
pub fn time_of_day(time: f64) -> String {
    let date = js_sys::Date::new(&time.into());
    format!("{:02}:{:02}:{:02}", date.get_hours(), date.get_minutes(), date.get_seconds())
}

/// A time of milliseconds since 1970 as ISO 8601 has it, in UTC.
pub fn timestamp(time: f64) -> String {
    js_sys::Date::new(&time.into()).to_iso_string().into()
}
