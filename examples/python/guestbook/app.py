from aws_cdk import App, Duration
from aws_cdk.aws_dynamodb import Attribute, AttributeType
from aws_cdk.aws_scheduler import ScheduleExpression
from cdk_twelve_factor_fargate import (
    AdminTask,
    Attachment,
    BackingService,
    Codebase,
    Config,
    DynamicConfig,
    ImageBuild,
    Process,
    Release,
    Shutdown,
    SmokeTest,
    TwelveFactorFargateApp,
)

app = App()

TwelveFactorFargateApp(
    app,
    "Guestbook",
    # I: a new repository, filled with the Koa service that comes with the library.
    codebase=Codebase.code_commit(),
    # II and V: its Dockerfile has a stage that tests it, and one that is released. Nothing is pushed unless the tests pass.
    image_build=ImageBuild.dockerfile(target="runtime", test_target="test"),
    # III: a variable changes by releasing; a dynamic value changes while the app runs.
    config=Config.of(
        variables={"LOG_LEVEL": "info"},
        dynamic=DynamicConfig.json(
            values={"Greeting": "Hello"},
            schema={
                "type": "object",
                "properties": {"Greeting": {"type": "string", "minLength": 1, "maxLength": 40}},
                "additionalProperties": False,
            },
        ),
    ),
    # IV: the table's name is the dynamic value TableName, so that it can be swapped with no restart.
    backing_services={
        "Datastore": BackingService.dynamo_db_table(
            partition_key=Attribute(name="Application", type=AttributeType.STRING),
            attach=Attachment.dynamic("TableName"),
        ),
    },
    # VI to IX: one process, two copies of it in production.
    processes={
        "web": Process.web(port=8080, health_check="/"),
    },
    shutdown=Shutdown.within(Duration.seconds(30)),
    # XII: the same image, other commands.
    admin_tasks={
        "seed": AdminTask.one_off(command=["node", "dist/admin/seed.js"]),
        "backup": AdminTask.scheduled(
            command=["node", "dist/admin/backup.js"],
            schedule=ScheduleExpression.cron(hour="0", minute="0"),
            backs_up=["Datastore"],
        ),
    },
    # V: a release puts the greeting into the table first, unless one is there.
    release=Release.with_command(command=["node", "dist/admin/seed.js"]),
    # V: what is tried on staging before somebody approves production.
    smoke_test=SmokeTest.http(path="/"),
)

app.synth()
