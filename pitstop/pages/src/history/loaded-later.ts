// What few visits need, as one file: two would share a third one, and the first visit's own file would be cut up for it.
export { RecordHistory } from "./record-history.tsx";
export { TrashPage } from "./trash-page.tsx";
