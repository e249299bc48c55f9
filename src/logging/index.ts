export { Logging, CloudWatchLoggingOptions } from './logging';
export { LogDestination, CloudWatchDestinationOptions, S3DestinationOptions, ILogSink } from './log-destination';
