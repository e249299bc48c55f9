"""The same work as the reference's app, without its faults: AppConfig says which table, DynamoDB has the item, a template makes the page."""
import json
import os

import boto3
from flask import Flask, abort, render_template


def fetch_config():
    client = boto3.client("appconfigdata")
    session = client.start_configuration_session(
        ApplicationIdentifier=os.environ["APPCONFIG_APPLICATION"],
        EnvironmentIdentifier=os.environ["APPCONFIG_ENVIRONMENT"],
        ConfigurationProfileIdentifier=os.environ["APPCONFIG_PROFILE"],
    )
    answer = client.get_latest_configuration(ConfigurationToken=session["InitialConfigurationToken"])
    return json.loads(answer["Configuration"].read())


app = Flask(__name__)
table = boto3.resource("dynamodb").Table(fetch_config()["TableName"])


@app.get("/")
def health():
    return "OK\n"


@app.get("/hello")
def hello():
    item = table.get_item(Key={"Application": "TwelveFactorApp"}).get("Item")
    if item is None:
        abort(404)
    return render_template("hello.html", item=item)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ["PORT"]))
