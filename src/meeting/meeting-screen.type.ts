import { ObjectType } from 'type-graphql';

@ObjectType('MeetingScreen', { description: 'The whole live board of one meeting. 会议大屏。' })
export class MeetingScreenType {}
