// A photograph made small enough for a slow line. Its own time and place (Exif) go with it: they are evidence.

const LONGEST = 1920;
const SMALL = 700_000;

function segment(bytes: DataView): Uint8Array | null {
  if (bytes.byteLength < 4 || bytes.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 10 < bytes.byteLength && bytes.getUint8(at) === 0xff) {
    const marker = bytes.getUint8(at + 1);
    const length = bytes.getUint16(at + 2);
    if (marker === 0xe1 && bytes.getUint32(at + 4) === 0x45786966 && at + 2 + length <= bytes.byteLength) {
      return new Uint8Array(bytes.buffer.slice(at, at + 2 + length));
    }
    if (marker === 0xda) return null;
    at += 2 + length;
  }
  return null;
}

// The drawing already stands upright, so the orientation of the original must not turn it again.
function upright(exif: Uint8Array): Uint8Array {
  const view = new DataView(exif.buffer);
  const start = 10;
  const little = view.getUint16(start) === 0x4949;
  const directory = start + view.getUint32(start + 4, little);
  if (directory + 2 > view.byteLength) return exif;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const at = directory + 2 + i * 12;
    if (at + 12 > view.byteLength) break;
    if (view.getUint16(at, little) === 0x0112) view.setUint16(at + 8, 1, little);
  }
  return exif;
}

async function exifOf(file: Blob): Promise<Uint8Array | null> {
  try {
    const found = segment(new DataView(await file.slice(0, 262_144).arrayBuffer()));
    return found && upright(found);
  } catch {
    return null;
  }
}

async function drawn(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= SMALL) return null;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
}

/** The photograph, smaller if it was big; what cannot be drawn goes as it is and the server judges it. */
export async function smaller(file: File): Promise<{ data: Blob; name: string }> {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return { data: file, name: file.name };
  try {
    const small = await drawn(file);
    if (!small) return { data: file, name: file.name };
    const exif = file.type === "image/jpeg" ? await exifOf(file) : null;
    const parts: BlobPart[] = exif ? [small.slice(0, 2), exif as BlobPart, small.slice(2)] : [small];
    const name = file.name.replace(/\.\w+$/, "") || "photo";
    return { data: new Blob(parts, { type: "image/jpeg" }), name: `${name}.jpg` };
  } catch {
    return { data: file, name: file.name };
  }
}
