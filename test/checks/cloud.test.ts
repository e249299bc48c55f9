import { Cloud } from '../../src/checks/cloud';
import { Choice, isDecided, possibilities, Reference, Undecided, Value } from '../../src/checks/value';

/** What a property comes to in a template that has all sorts of things. */
function valueOf(property: any): Value {
  const cloud = Cloud.fromTemplates({
    App: {
      Parameters: { Size: { Type: 'Number', Default: 2 } },
      Mappings: { Sizes: { 'eu-west-1': { web: 2 } } },
      Conditions: { Big: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Table: { Type: 'AWS::DynamoDB::Table' }, Subject: { Type: 'AWS::Test::Subject', Properties: { property } } },
    },
    Other: {
      Outputs: {
        Name: { Value: { Ref: 'Queue' }, Export: { Name: 'queue-name' } },
        Twice: { Value: 'one', Export: { Name: 'twice' } },
        Circle: { Value: { 'Fn::ImportValue': 'circle' }, Export: { Name: 'circle' } },
      },
      Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
    },
    Third: { Outputs: { Twice: { Value: 'two', Export: { Name: 'twice' } } } },
  });
  return cloud.templates[0].resource('Subject')!.get('property');
}

test.each<[string, any, Value]>([
  ['a text', 'plain', 'plain'],
  ['a number', 3, 3],
  ['Ref of a resource', { Ref: 'Table' }, new Reference('App', 'Table')],
  ['Ref of AWS::NoValue', { Ref: 'AWS::NoValue' }, undefined],
  ['GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, new Reference('App', 'Table', 'Arn')],
  ['GetAtt as a text', { 'Fn::GetAtt': 'Table.Stream.Arn' }, new Reference('App', 'Table', 'Stream.Arn')],
  ['Join of texts', { 'Fn::Join': ['-', ['a', 1, 'b']] }, 'a-1-b'],
  ['Join with a resource', { 'Fn::Join': ['', ['table/', { Ref: 'Table' }]] }, 'table/${Table}'],
  ['Sub with values', { 'Fn::Sub': ['${Kind}/${Table}/${!Literal}', { Kind: 'table' }] }, 'table/${Table}/${!Literal}'],
  ['Select', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
  ['Split and Select', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
  ['FindInMap that is decided', { 'Fn::FindInMap': ['Sizes', 'eu-west-1', 'web'] }, 2],
  ['If with the same on both sides', { 'Fn::If': ['Big', 'same', 'same'] }, 'same'],
  ['ImportValue of the app', { 'Fn::ImportValue': 'queue-name' }, new Reference('Other', 'Queue')],
  ['an output of a stack of the app', { 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'Name' } }, new Reference('Other', 'Queue')],
  ['a list without what a condition leaves out', ['a', { Ref: 'AWS::NoValue' }], ['a']],
])('%s', (_, property, expected) => {
  expect(valueOf(property)).toEqual(expected);
});

test.each<[string, any]>([
  ['a parameter, its default notwithstanding', { Ref: 'Size' }],
  ['the region', { Ref: 'AWS::Region' }],
  ['a text with the account', { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr' }],
  ['If', { 'Fn::If': ['Big', 4, 2] }],
  ['FindInMap by the region', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'web'] }],
  ['an import from elsewhere', { 'Fn::ImportValue': 'of-somebody' }],
  ['an export of two stacks', { 'Fn::ImportValue': 'twice' }],
  ['an export that imports itself', { 'Fn::ImportValue': 'circle' }],
  ['an output of another app', { 'Fn::GetStackOutput': { StackName: 'Elsewhere', OutputName: 'Unknown' } }],
  ['a secret', '{{resolve:secretsmanager:token}}'],
  ['a function that nobody knows yet', { 'Fn::Tomorrow': [1] }],
  ['the base64 of a text', { 'Fn::Base64': 'a' }],
  ['a function that is written wrongly', { 'Fn::Join': { not: 'a list' } }],
  ['a name from the prototype', { 'Fn::constructor': 'a' }],
  ['a list with something undecided', ['a', { Ref: 'Size' }]],
])('%s is not decided', (_, property) => {
  expect(isDecided(valueOf(property))).toBe(false);
});

test('a condition leaves two values', () => {
  const value = valueOf({ 'Fn::If': ['Big', 4, { 'Fn::If': ['Big', 2, { Ref: 'AWS::NoValue' }] }] });
  expect(value).toBeInstanceOf(Choice);
  expect(value).toBeInstanceOf(Undecided);
  expect(possibilities(value)).toEqual([4, 2, undefined]);
});

test('an empty map and something undecided are not the same', () => {
  expect(valueOf({ 'Fn::If': ['Big', {}, { 'Fn::ImportValue': 'of-somebody' }] })).toBeInstanceOf(Choice);
});

test('a resource is found by what refers to it, across templates and within texts', () => {
  const cloud = Cloud.fromTemplates({
    Data: { Resources: { Table: { Type: 'T' } }, Outputs: { Table: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'table' } } } },
    App: {
      Resources: {
        Queue: { Type: 'Q' },
        Policy: { Type: 'P', DependsOn: ['Queue'], Properties: { Document: { Resource: [{ 'Fn::ImportValue': 'table' }, { 'Fn::Sub': '${Self.Arn}/*' }] } } },
        Self: { Type: 'S' },
      },
    },
  });
  const policy = cloud.all('P')[0];
  expect(policy.mentions('Document').map((one) => one.logicalId)).toEqual(['Table', 'Self']);
  expect(policy.mentionsAnywhere().map((one) => one.logicalId)).toEqual(['Table', 'Self', 'Queue']);
  expect(cloud.target(policy.get('Document.Resource'))).toBeUndefined();
});

test('a template that is no template stops nothing', () => {
  const cloud = Cloud.fromTemplates({ App: { Resources: { 'A': null, 'B': 'text', 'Fn::ForEach::C': ['x'], 'D': { Type: 'AWS::ECS::Service' } }, Outputs: { E: null } } });
  expect(cloud.all('AWS::ECS::Service')[0].properties).toEqual({});
  expect(cloud.exported('anything')).toBe(Undecided.VALUE);
});
