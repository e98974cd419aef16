// How runtimes and systems say that memory ran out. Nothing but their words tells it from another failure: exceptions have
// no type for it, and a native library that finds none may end its process. Where each is from is in docs/decisions/0043.
const NO_THREAD = /Error creating thread/;
const WORDS: readonly RegExp[] = [
  // C++: ONNX Runtime and TensorFlow pass it on, or die of it.
  /std::bad_alloc/,
  // ONNX Runtime's arenas, on every device; Node's buffers.
  /Failed to allocate memory/,
  // V8, WebGPU, CUDA, libvips.
  /\bout of memory\b/i,
  // V8, where the system gives it no more pages.
  /Check failed: SetPermissions/,
  /CUDA_ERROR_OUT_OF_MEMORY|cudaErrorMemoryAllocation|(?:CUBLAS|CUDNN)_STATUS_ALLOC_FAILED/,
  // Vulkan below WebGPU.
  /VK_ERROR_OUT_OF_(?:DEVICE|HOST)_MEMORY/,
  // Direct3D 12 below DirectML and WebGPU.
  /E_OUTOFMEMORY|\b(?:0x)?8007000E\b|Not enough memory resources/i,
  // TensorFlow.
  /OOM when allocating|\bran out of memory\b|RESOURCE_EXHAUSTED|Resource exhausted/,
  // Node's buffers, GLib, which finds none for a thread's stack, and the system's own words; a library that finds no room for its thread-local variables says nearly the same.
  /ERR_MEMORY_ALLOCATION_FAILED|Array buffer allocation failed|\bENOMEM\b/,
  NO_THREAD,
  /Cannot allocate memory(?! in static TLS block)/i,
  // The system's loader, which gives a library's zeroed variables their pages. Its "failed to map segment" is not here: a folder that forbids programs is reported by the same words.
  /cannot map zero-fill pages/,
];

/** Whether there was not even room for a thread, which no picture is the reason of, however large. */
export function saysNoThread(text: string): boolean {
  return NO_THREAD.test(text);
}

/** Whether this is said for want of memory, be it the machine's or a GPU's. */
export function saysOutOfMemory(text: string): boolean {
  return WORDS.some((words) => words.test(text));
}
