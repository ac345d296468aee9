//! Pictures that a person pastes, drops or chooses, made ready to be sent.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, DataTransfer, DragEvent, File, FileList, FileReader, HtmlCanvasElement, HtmlInputElement,
    ImageBitmap,
};

/// Pixels of the longer side; models scale down what is larger, and servers refuse requests that are too big.
const LONGEST_SIDE: f64 = 2048.0;
/// Bytes of a file that is sent as it is.
const LARGEST_FILE: f64 = 3_000_000.0;
/// What a picture loses when it is drawn anew as JPEG: nothing that a reader sees.
const JPEG_QUALITY: f64 = 0.9;

/// Why a file is not sent, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// It is no picture, or of a kind that models do not take.
    Kind(String),
    /// The browser cannot read it.
    Unreadable(String),
}

/// The files that were pasted or dropped; none where it was text.
pub fn files_of(transfer: Option<DataTransfer>) -> Vec<File> {
    transfer.and_then(|transfer| transfer.files()).map(|files| list(&files)).unwrap_or_default()
}

/// Whether files are dragged, and not over a field that takes them itself. What files they are is told at the drop only.
pub fn has_files(event: &DragEvent) -> bool {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let takes_files = field.is_some_and(|field| field.type_() == "file");
    !takes_files && event.data_transfer().is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}

/// The files of a list.
pub fn list(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// Reads a picture. One that is too large is made smaller; a photograph is drawn anew, so that the place where it was
/// taken does not go with it.
///
/// Returns its name, a `data:` URL, and its width and height; only these `kinds` of pictures are read.
pub async fn read(file: &File, kinds: &[&str]) -> Result<(String, String, (u32, u32)), PictureFault> {
    let (name, kind) = (file.name(), file.type_());
    if !kinds.contains(&kind.as_str()) {
        return Err(PictureFault::Kind(name));
    }
    let unreadable = |_| PictureFault::Unreadable(name.clone());
    let bitmap = bitmap(file).await.map_err(unreadable)?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (LONGEST_SIDE / width.max(height)).min(1.0);
    let [width, height] = [width, height].map(|length| (length * scale).round().max(1.0) as u32);
    let is_fine = scale >= 1.0 && file.size() <= LARGEST_FILE && kind != "image/jpeg";
    let url = if is_fine {
        data_url(file).await.map_err(unreadable)?
    } else {
        // A picture of a screen stays sharp as PNG; of what is a photograph, JPEG is a tenth of it.
        let kind = if kind == "image/png" && file.size() <= LARGEST_FILE { "image/png" } else { "image/jpeg" };
        drawn(&bitmap, width, height, kind).map_err(unreadable)?
    };
    Ok((name, url, (width, height)))
}

async fn bitmap(file: &File) -> Result<ImageBitmap, JsValue> {
    let promise = leptos::prelude::window().create_image_bitmap_with_blob(file)?;
    JsFuture::from(promise).await?.dyn_into()
}

fn drawn(bitmap: &ImageBitmap, width: u32, height: u32, kind: &str) -> Result<String, JsValue> {
    let canvas: HtmlCanvasElement = leptos::prelude::document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into().map_err(JsValue::from)?;
    let (width, height) = (f64::from(width), f64::from(height));
    if kind == "image/jpeg" {
        // JPEG knows no transparency; what shows through is white, not black.
        context.set_fill_style_str("white");
        context.fill_rect(0.0, 0.0, width, height);
    }
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)?;
    canvas.to_data_url_with_type_and_encoder_options(kind, &JPEG_QUALITY.into())
}

async fn data_url(file: &File) -> Result<String, JsValue> {
    let reader = FileReader::new()?;
    let done = Promise::new(&mut |resolve, reject| {
        reader.set_onload(Some(&Closure::once_into_js(move || resolve.call0(&JsValue::NULL)).unchecked_into()));
        reader.set_onerror(Some(&Closure::once_into_js(move || reject.call0(&JsValue::NULL)).unchecked_into()));
    });
    reader.read_as_data_url(file)?;
    JsFuture::from(done).await?;
    reader.result()?.as_string().ok_or(JsValue::NULL)
}
