import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import { whole } from './text';
import { CloudWatchDestinationOptions, CloudWatchLoggingOptions, LogDestination, Logging, S3DestinationOptions } from '../../../src';
import { assetPath } from '../../../src/private/assets';
import { ELSEWHERE } from '../../support/synthesis';
import { call, expression, listOf, struct, Writer, Written } from '../support/written';

/** All but for ever, which the checks warn of. */
const retention: Writer<RetentionDays> = fc.constantFrom(...Object.entries(RetentionDays)
  .filter((entry): entry is [string, RetentionDays] => typeof entry[1] === 'number' && entry[1] !== RetentionDays.INFINITE)
  .map(([name, days]) => new Written(`RetentionDays.${name}`, () => days)));

const toCloudWatch = call(LogDestination, 'cloudWatch', struct<CloudWatchDestinationOptions>('CloudWatchDestinationOptions', { retention }));

const toS3 = fc.oneof(
  call(LogDestination, 's3', struct<Pick<S3DestinationOptions, 'bucket'>>('S3DestinationOptions', {
    bucket: expression('Bucket.fromBucketName(…, \'acme-logs\')', () => Bucket.fromBucketName(ELSEWHERE, `Logs${ELSEWHERE.node.children.length}`, 'acme-logs')),
  })),
  call(LogDestination, 's3', struct<Pick<S3DestinationOptions, 'expiration'>>('S3DestinationOptions', {
    expiration: whole(1, 3650).map((days) => new Written(`Duration.days(${days})`, () => Duration.days(days))),
  })),
);

const toFile = call(LogDestination, 'configurationFile', expression('\'assets/firelens/service.conf\'', () => assetPath('firelens', 'service.conf')));

/** One to three destinations, of each kind at most one but of files of one's own. */
const destinations: Writer<LogDestination[]> = fc.tuple(toCloudWatch, toS3, toFile, toFile)
  .chain((all) => fc.shuffledSubarray(all, { minLength: 1 })).map((some) => listOf<LogDestination>(some));

export const logging: Writer<Logging> = fc.oneof(
  call(Logging, 'cloudWatch', struct<CloudWatchLoggingOptions>('CloudWatchLoggingOptions', { retention })),
  call(Logging, 'fireLens', destinations),
);
