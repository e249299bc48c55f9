import { add, attribute, container, edit, set, setAll, together } from '../support/change';
import { Row } from '../support/mistake';
import { GUESTBOOK } from '../support/places';

const { task, count, targets, listener } = GUESTBOOK;

export const processes: Row[] = [
  ['A file system is shared by all copies', 'two releases write the same files at once',
    together(
      add(GUESTBOOK.new('Files'), () => ({ Type: 'AWS::EFS::FileSystem', Properties: { Encrypted: true } })),
      set(task, 'Volumes', [{ Name: 'files', EFSVolumeConfiguration: { FilesystemId: { Ref: 'Files' }, TransitEncryption: 'ENABLED' } }]),
      container(task, { MountPoints: [{ SourceVolume: 'files', ContainerPath: '/data', ReadOnly: false }] }),
    ), 'TF-VI-NoLocalState'],
  ['Clients stick to one copy', 'each release logs them out',
    attribute(targets, 'stickiness.enabled', 'true'), 'TF-VI-NoStickySessions'],
  ['Clients stick to one target group', 'after a release they still get the old one',
    edit(listener, ({ DefaultActions: [action] }) => {
      const stickiness = { Enabled: true, DurationSeconds: 3600 };
      action.ForwardConfig = { TargetGroups: [{ TargetGroupArn: action.TargetGroupArn, Weight: 1 }], TargetGroupStickinessConfig: stickiness };
    }), 'TF-VI-NoStickySessions'],
  ['Production runs one copy', 'it is away whenever that copy is',
    setAll(count, { MinCapacity: 1, MaxCapacity: 1 })],
];
