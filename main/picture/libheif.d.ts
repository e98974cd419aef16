/**
 * The part of libheif-js that Classifold calls: libheif compiled to WebAssembly, its C functions bound by embind. The
 * package's own declarations leave these functions' results untyped.
 */
declare module 'libheif-js/libheif-wasm/libheif-bundle.js' {
  /** A handle into the module's memory, to be released by hand. */
  interface Handle {
    readonly libheifHandle: never;
  }

  interface HeifError {
    /** An embind enumeration value; `heif_error_code.heif_error_Ok` where all went well. */
    readonly code: unknown;
    readonly message: string;
  }

  interface DecodedChannel {
    readonly id: unknown;
    /** Bytes from one row to the next. */
    readonly stride: number;
    readonly data: Uint8Array;
    readonly width: number;
    readonly height: number;
  }

  interface DecodedImage {
    readonly image: Handle;
    readonly channels: readonly DecodedChannel[];
  }

  interface Libheif {
    readonly heif_error_code: { readonly heif_error_Ok: unknown };
    readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
    readonly heif_chroma: {
      readonly heif_chroma_interleaved_RGB: unknown;
      readonly heif_chroma_interleaved_RGBA: unknown;
    };
    heif_context_alloc(): Handle;
    heif_context_read_from_memory(context: Handle, bytes: Uint8Array): HeifError;
    heif_js_context_get_primary_image_handle(context: Handle): Handle | HeifError;
    heif_image_handle_has_alpha_channel(image: Handle): number;
    heif_js_decode_image2(image: Handle, colorspace: unknown, chroma: unknown): DecodedImage | HeifError;
  }

  /** Makes a module with a memory of its own. */
  export default function createLibheif(options: {
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }): Libheif;
}
