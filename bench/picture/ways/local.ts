/** The floor: the novice's own browser shows its own capture. Whoever captures with a browser cannot be faster. */
import { browserProcess, openNovice } from '../browser.ts';
import type { Way } from './way.ts';

/** Anything of localhost is a secure context; nothing listens there. */
const URL = 'http://localhost/capture';

export const local: Way = {
  name: 'local',
  title: 'local capture (floor)',
  isRemote: false,
  async open(stage) {
    const novice = await openNovice(stage);
    await novice.page.route(URL, route =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>capture</title>' }),
    );
    await novice.page.goto(URL);
    await novice.page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 60 } });
      const video = document.createElement('video');
      video.srcObject = stream;
      video.muted = true;
      document.body.replaceChildren(video);
      await video.play();
    });
    return {
      page: novice.page,
      processes: { novice: [await browserProcess(novice)], expert: [] },
      bytes: () => Promise.resolve(undefined),
      describe: () => Promise.resolve('getDisplayMedia at 60 frames a second into a video of the same page'),
    };
  },
};
