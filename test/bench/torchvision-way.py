"""Pictures a second of torchvision's EfficientNet-B0, Pillow decoding in the processes of a DataLoader: the usual way.

PYTHON torchvision-way.py BATCH WORKERS < paths, one a line. Weights are random: speed does not depend on them. Prints one line of JSON;
the clock runs from the results of the first batch to those of the last, as for the others of test/bench/rivals.ts.
"""

import json
import sys
import time

import PIL
import torch
import torchvision
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms

TRANSFORM = transforms.Compose(
    [
        transforms.Resize(256, interpolation=transforms.InterpolationMode.BICUBIC),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ]
)


class Photos(Dataset):
    def __init__(self, files):
        self.files = files

    def __len__(self):
        return len(self.files)

    def __getitem__(self, at):
        return TRANSFORM(Image.open(self.files[at]).convert("RGB"))


def main():
    batch, workers = int(sys.argv[1]), int(sys.argv[2])
    files = sys.stdin.read().split("\n")
    files = [file for file in files if file]
    network = torchvision.models.efficientnet_b0(weights=None).eval().to(memory_format=torch.channels_last)
    first = last = None
    done = first_done = 0
    with torch.inference_mode():
        for images in DataLoader(Photos(files), batch_size=batch, num_workers=workers):
            scores = network(images.to(memory_format=torch.channels_last)).softmax(1)
            scores.topk(5)
            last = time.perf_counter()
            done += len(images)
            if first is None:
                first, first_done = last, done
    print(
        json.dumps(
            {
                "pictures": done - first_done,
                "seconds": last - first,
                "versions": f"PyTorch {torch.__version__}, torchvision {torchvision.__version__}, Pillow {PIL.__version__}",
                "threads": torch.get_num_threads(),
            }
        )
    )


if __name__ == "__main__":
    main()
