/** Why wide statements do not use something narrower that AWS offers for their actions. */
export interface Answer {
  readonly actions: RegExp;
  /** The resources, as ARNs with references in angle brackets. */
  readonly on: RegExp;
  /** Condition keys, or `resource type <name>` for a statement on everything. Each by its name: one that AWS adds is asked about anew. */
  readonly offers: string[];
  readonly because: string;
}

const TAGS_OF_RESOURCE = ['aws:ResourceTag/${TagKey}'];
const TAGS_OF_ECS = [...TAGS_OF_RESOURCE, 'ecs:ResourceTag/${TagKey}'];
const TAGS_OF_REQUEST = ['aws:RequestTag/${TagKey}', 'aws:TagKeys'];
const TAGS_OF_SSM = [...TAGS_OF_RESOURCE, 'ssm:resourceTag/tag-key'];

/** An object of S3, whoever asks how. */
const OF_OBJECTS = [
  's3:AccessGrantsInstanceArn', 's3:AccessPointNetworkOrigin', 's3:AccessPointTag/${TagKey}', 's3:DataAccessPointAccount', 's3:DataAccessPointArn',
  's3:TlsVersion', 's3:authType', 's3:signatureAge', 's3:signatureversion', 's3:x-amz-content-sha256', 's3:if-match', 's3:if-none-match', 's3:versionid',
];
const OF_NEW_OBJECTS = [
  's3:ObjectCreationOperation', 's3:RequestObjectTag/<key>', 's3:RequestObjectTagKeys', 's3:object-lock-event-hold', 's3:object-lock-event-hold-duration-days',
  's3:object-lock-legal-hold', 's3:object-lock-mode', 's3:object-lock-remaining-retention-days', 's3:object-lock-retain-until-date', 's3:x-amz-acl',
  's3:x-amz-copy-source', 's3:x-amz-grant-full-control', 's3:x-amz-grant-read', 's3:x-amz-grant-read-acp', 's3:x-amz-grant-write', 's3:x-amz-grant-write-acp',
  's3:x-amz-metadata-directive', 's3:x-amz-object-annotation-directive', 's3:x-amz-server-side-encryption', 's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:x-amz-server-side-encryption-customer-algorithm', 's3:x-amz-storage-class', 's3:x-amz-website-redirect-location',
];

const OWN_TASKS = /:task\/(<[^>]+>|[\w-]+)\/\*$/;
const OWN_REVISIONS = /:task-definition\/[\w-]+:\*$/;
const OWN_SERVICES = /:service\/(<[^>]+>|[\w-]+)\/\*$/;
const OWN_DEPLOYMENTS = /:service-deployment\/(<[^>]+>|[\w-]+)\/(<[^>]+>|[\w-]+)\/\*$/;
const OWN_ENTRIES = /:parameter\/[\w-]+\/[\w-]+\/releases\/\*$/;
const OWN_STACK = /:stack\/(<[^>]+>|[\w-]+)\/\*$/;
const OWN_BUCKET = /^(<[^>]+>|arn:(<AWS::Partition>|aws):s3:::(<[^>]+>|[\w.-]+))\/([\w-]+\/)?\*$/;

export const ANSWERS: Answer[] = [
  {
    actions: /^kms:(GetPublicKey|Sign)$/,
    on: /:key\/\*$/,
    offers: [
      'aws:ResourceTag/${TagKey}', 'kms:CallerAccount', 'kms:KeyOrigin', 'kms:KeySpec', 'kms:KeyUsage', 'kms:MessageType', 'kms:MultiRegion', 'kms:MultiRegionKeyType',
      'kms:ResourceAliases', 'kms:SigningAlgorithm', 'kms:ViaService',
    ],
    because: 'kms:RequestAlias names the one key, by an alias that only those who deploy may move; the policy of the key names the one role that signs',
  },
  // Where the ARN says already whose it is.
  {
    actions: /^ecs:(Describe|Stop|Tag|List)/,
    on: new RegExp([OWN_TASKS, OWN_SERVICES, OWN_DEPLOYMENTS, OWN_REVISIONS].map(({ source }) => source).join('|')),
    offers: [...TAGS_OF_ECS, 'ecs:cluster', 'ecs:service'],
    because: 'the ARN names the cluster, the service or the family, each of one environment',
  },
  {
    actions: /^ecs:(RegisterTaskDefinition|RunTask)$/,
    on: OWN_REVISIONS,
    offers: TAGS_OF_ECS,
    because: 'the ARN names the family, of one task of one environment; a revision that is to come has no tags',
  },
  {
    actions: /^cloudformation:/,
    on: OWN_STACK,
    offers: TAGS_OF_RESOURCE,
    because: 'the ARN names the stack; only the id at its end is open',
  },
  {
    actions: /^ssm:/,
    on: OWN_ENTRIES,
    offers: TAGS_OF_SSM,
    because: 'the ARN names the ledger; its numbered entries have no tags',
  },
  {
    actions: /^dynamodb:/,
    on: /:table\/[\w<>:.-]+-\*(\/(index|backup)\/\*)?$|\/index\/\*$/,
    offers: TAGS_OF_RESOURCE,
    because: 'the ARN begins with the name that CloudFormation gives this table; a restored copy has no tags',
  },
  {
    actions: /^s3:/,
    on: OWN_BUCKET,
    offers: ['aws:ResourceTag/${TagKey}', 's3:BucketTag/${TagKey}', 's3:ExistingObjectTag/<key>', 's3:ResourceAccount'],
    because: 'the ARN names the bucket, which is this app\'s or the one that it was given, maybe of another account',
  },
  {
    actions: /^iam:PassRole$/,
    on: /:role\/[\w-]+\/[\w-]+\/<?[\w:-]+>?\/release-command\/\*$/,
    offers: [...TAGS_OF_RESOURCE, 'iam:ResourceTag/${TagKey}', 'iam:AssociatedResourceArn'],
    because: 'the ARN names the path of the two roles of one task, and no other roles have it; a task has no ARN before it runs',
  },

  // What a request may say.
  {
    actions: /^(ecs:(TagResource|RegisterTaskDefinition|RunTask)|ssm:PutParameter|cloudformation:UpdateStack|application-autoscaling:RegisterScalableTarget)$/,
    on: /./,
    offers: TAGS_OF_REQUEST,
    because: 'which tags are set is the template\'s; where a policy asks for tags of a resource, the role cannot tag that resource',
  },
  {
    actions: /^ecs:TagResource$/,
    on: OWN_REVISIONS,
    offers: ['ecs:cluster'],
    because: 'a task definition is in no cluster',
  },
  {
    actions: /^ecs:RegisterTaskDefinition$/,
    on: OWN_REVISIONS,
    offers: ['ecs:compute-compatibility', 'ecs:privileged'],
    because: 'the clusters have Fargate\'s capacity and no other, and Fargate starts no privileged container',
  },
  {
    actions: /^ecs:RunTask$/,
    on: OWN_REVISIONS,
    offers: ['ecs:capacity-provider', 'ecs:enable-ebs-volumes'],
    because: 'the clusters have Fargate\'s capacity and no other; a volume needs a role that cannot be passed',
  },
  {
    actions: /^ecs:RunTask$/,
    on: OWN_REVISIONS,
    offers: ['ecs:task-cpu', 'ecs:task-memory'],
    because: 'AWS does not say whether they hold the size that a request overrides or that of the task definition, which may be changed on its resource',
  },
  {
    actions: /^ecs:RunTask$/,
    on: OWN_REVISIONS,
    offers: ['ecs:enable-execute-command'],
    because: 'of a schedule: ECS Exec needs rights that its task role has not, and the caller has no ecs:ExecuteCommand',
  },
  {
    actions: /^cloudformation:UpdateStack$/,
    on: OWN_STACK,
    offers: ['cloudformation:ResourceTypes'],
    because: 'AWS does not say whether it counts the resources that an update keeps or leaves out: docs/security.md',
  },
  {
    actions: /^cloudformation:UpdateStack$/,
    on: OWN_STACK,
    offers: ['cloudformation:StackPolicyUrl'],
    because: 'a stack policy in line has no key; what an update does, the role of the update bounds',
  },
  {
    actions: /^ssm:PutParameter$/,
    on: OWN_ENTRIES,
    offers: ['ssm:Policies'],
    because: 'what may be deleted may as well expire',
  },
  {
    actions: /^ssm:GetParametersByPath$/,
    on: OWN_ENTRIES,
    offers: ['ssm:Recursive'],
    because: 'there is nothing below the entries',
  },
  {
    actions: /^dynamodb:/,
    on: /./,
    offers: [
      'dynamodb:Attributes', 'dynamodb:EnclosingOperation', 'dynamodb:LeadingKeys', 'dynamodb:ReturnConsumedCapacity', 'dynamodb:ReturnValues', 'dynamodb:Select',
    ],
    because: 'which items and attributes of its table it uses, the app says',
  },
  {
    actions: /^s3:/,
    on: OWN_BUCKET,
    offers: OF_OBJECTS,
    because: 'they are about how a request is made; the bucket\'s policy asks for TLS',
  },
  {
    actions: /^s3:(Put|Get)/,
    on: OWN_BUCKET,
    offers: OF_NEW_OBJECTS,
    because: 'they are about what an object is like; the bucket has no access lists, and encrypts',
  },

  // On everything.
  {
    actions: /^ecs:ListTasks$/,
    on: /^\*$/,
    offers: ['resource type container-instance', ...TAGS_OF_ECS],
    because: 'tasks of Fargate are on no container instance; the cluster is the condition',
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
    actions: /^cloudwatch:DescribeAlarms$/,
    on: /^\*$/,
    offers: ['resource type alarm', ...TAGS_OF_RESOURCE],
    because: 'composite alarms are described only to a role that may describe every alarm',
  },
  {
    actions: /^ec2:DescribeAvailabilityZones$/,
    on: /^\*$/,
    offers: ['ec2:Region'],
    because: 'it returns the names of a region\'s zones, which are public',
  },
];
