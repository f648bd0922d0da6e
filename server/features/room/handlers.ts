import type { Dispatch } from '../../ws/dispatch.ts';
import type { Rooms } from './rooms.ts';
import { connect, consume, drop, produce, restartIce, setSource, show } from './sending.ts';

const NOTHING = {};

export function addRoomHandlers(dispatch: Dispatch, rooms: Rooms): void {
  dispatch.on('room.join', (socket, wish) => rooms.join(socket, wish));
  dispatch.on('room.leave', (socket) => {
    rooms.leave(socket);
    return Promise.resolve(NOTHING);
  });

  dispatch.on('room.connect', async (socket, data) => {
    await connect(rooms.placeOf(socket).seat, data);
    return NOTHING;
  });
  dispatch.on('room.restartIce', async (socket, { transportId }) => ({
    iceParameters: await restartIce(rooms.placeOf(socket).seat, transportId),
  }));
  dispatch.on('room.produce', async (socket, data) => {
    const { room, seat } = rooms.placeOf(socket);
    return { producerId: await produce(room, seat, data) };
  });
  dispatch.on('room.source', async (socket, data) => {
    const { room, seat } = rooms.placeOf(socket);
    await setSource(room, seat, data);
    return NOTHING;
  });
  dispatch.on('room.consume', async (socket, data) => {
    const { room, seat } = rooms.placeOf(socket);
    return { consumer: await consume(room, seat, data) };
  });
  dispatch.on('room.show', async (socket, { consumerId, width }) => {
    await show(rooms.placeOf(socket).seat, consumerId, width);
    return NOTHING;
  });
  dispatch.on('room.drop', async (socket, { consumerId }) => {
    await drop(rooms.placeOf(socket).seat, consumerId);
    return NOTHING;
  });

  dispatch.on('room.hand', (socket, { raised }) => {
    rooms.raise(socket, raised);
    return Promise.resolve(NOTHING);
  });
  dispatch.on('room.chat', async (socket, { text }) => {
    await rooms.chat(socket, text);
    return NOTHING;
  });
  dispatch.on('room.act', async (socket, data) => {
    await rooms.act(socket, data);
    return NOTHING;
  });
  dispatch.on('room.bringCamera', async (socket, wish) => {
    await rooms.bringCamera(socket, wish);
    return NOTHING;
  });
  dispatch.on('room.removeCamera', async (socket, { cameraId }) => {
    await rooms.removeCamera(socket, cameraId);
    return NOTHING;
  });
}
