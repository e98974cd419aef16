// What a file is that is no checkpoint, and what to do about it: clauses that follow its name.

export const foreignFileTexts = {
  hdf5: 'is an HDF5 file, as Keras writes them: take the model’s .safetensors or .pth',
  tensorflowLite: 'is a TensorFlow Lite graph: take the checkpoint that it was made from',
  savedModel: 'is a TensorFlow SavedModel: take the model’s .safetensors or .pth',
  onnx: 'is an ONNX graph: take the checkpoint that it was made from',
  gguf: 'is a GGUF file, of language models',
  numpyArray: 'is one NumPy array',
  compressed: 'is compressed: unpack it first',
  tar: 'is a tar archive: unpack it first',
  pointer: 'is a pointer to a large file and not that file: download it once more',
  webPage: 'is a web page: the download gave a page in place of the file',
  pickle: 'is a pickle, but none of PyTorch’s',
  tensorflowCheckpoint: 'is a TensorFlow checkpoint: take the model’s .safetensors or .pth',
  torchScript: 'is a TorchScript archive, a program: save model.state_dict() with torch.save',
  torchExport: 'is a program that torch.export wrote: save model.state_dict() with torch.save',
  keras: 'is a Keras model: take the model’s .safetensors or .pth',
  numpyArchive: 'is an archive of NumPy arrays',
  packedCheckpoint: (name: string) => `is a ZIP archive with ${name} in it: unpack that first`,
} as const;
