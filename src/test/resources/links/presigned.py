"""Uses presigned URLs by boto3, which has no credentials: each of its calls is sent to the URL that was signed for it.

Reads a JSON object from a file: endpoint, bucket, key, body, and the links get, put and parts as Sluice answered them.
"""

import json
import sys

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

with open(sys.argv[1], encoding="utf-8") as source:
    wish = json.load(source)

client = boto3.client(
    "s3",
    endpoint_url=wish["endpoint"],
    region_name="us-east-1",
    config=Config(
        signature_version=UNSIGNED,
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        retries={"max_attempts": 1},
    ),
)
current = {}


def redirect(request, **_):
    request.url = current["url"]
    for name, value in current.get("headers", {}).items():
        request.headers[name] = value


client.meta.events.register("before-send.s3", redirect)


def call(link, operation, **arguments):
    global current
    current = link
    return operation(Bucket=wish["bucket"], Key=wish["key"], **arguments)


body = wish["body"].encode("utf-8")
call(wish["put"], client.put_object, Body=body, ContentType="text/plain")
read = call(wish["get"], client.get_object)
print("put", read["Body"].read().decode("utf-8"), read["ContentType"], sep="\t")

large = bytes(range(256)) * (24 * 1024) + b"the rest"
pieces = [large[: 5 << 20], large[5 << 20 :]]
parts = []
for link, piece in zip(wish["several"]["parts"], pieces):
    sent = call(link, client.upload_part, UploadId="unused", PartNumber=link["number"], Body=piece)
    parts.append({"PartNumber": link["number"], "ETag": sent["ETag"]})
call(
    wish["several"]["complete"],
    client.complete_multipart_upload,
    UploadId="unused",
    MultipartUpload={"Parts": parts},
)
read = call(wish["several"]["get"], client.get_object)["Body"].read()
print("parts", len(read), read == large, sep="\t")

for name, link in wish["refused"].items():
    try:
        call(link, client.get_object)
        print(name, "read", sep="\t")
    except ClientError as refused:
        print(name, refused.response["Error"]["Code"], sep="\t")
