// How the picture of units and ties is drawn on a canvas, so that it moves smoothly without a graphics card.
//
// Ten thousand lines cannot be drawn anew in every frame with time to spare. They are drawn a share a frame upon a
// canvas out of sight, larger than the window on them; a frame shows the last finished one, moved and scaled to where
// it belongs, and the units, their names and what is pointed at fresh on top. Lines stay one dot of the screen thin:
// those a browser draws directly, thicker ones it fills as shapes, fifteen times as slowly. Strength shows in how
// dark a line is.
(function () {
  "use strict";
  const SHARE = 1500; // lines drawn out of sight in a frame
  const REST = 120; // milliseconds without a move after which what was scaled is drawn anew
  const ROOM = 0.3; // how much larger than the window on each side
  const DARK = [0.2, 0.36, 0.66]; // of light, middling and heavy ties
  const NEAR = 1.7; // scaled more than this, what was drawn is drawn anew while zooming goes on
  const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif';
  const MOST_NAMES = 90, MOST_LABELS = 800;

  // Colours are those of the style sheet, light or dark.
  function colours(element, layers) {
    const style = getComputedStyle(element);
    const read = (name) => style.getPropertyValue(name).trim();
    return {
      layers: layers.map((_, at) => read("--layer-" + (at + 1))), ink: read("--ink"), dim: read("--ink-3"),
      paper: read("--paper"), ground: read("--ground"), line: read("--line"), unit: read("--unit"),
      committee: read("--brand"), mark: read("--action"),
    };
  }

  class Drawing {
    constructor(canvas) {
      this.canvas = canvas;
      this.pen = canvas.getContext("2d", { alpha: false });
      this.shown = null;
      this.job = null;
      this.spare = null;
      this.labels = new Map();
    }

    resize(width, height) {
      this.width = width;
      this.height = height;
      this.dots = Math.min(window.devicePixelRatio || 1, 2);
      this.canvas.width = Math.round(width * this.dots);
      this.canvas.height = Math.round(height * this.dots);
      this.shown = this.job = this.spare = null;
    }

    // Draw a frame; tells whether another is needed to come to rest.
    frame(scene, view, colour) {
      this.prepare(scene, view, colour);
      const pen = this.pen;
      pen.setTransform(this.dots, 0, 0, this.dots, 0, 0);
      pen.fillStyle = colour.paper;
      pen.fillRect(0, 0, this.width, this.height);
      if (this.shown) this.blit(pen, view);
      const names = [];
      this.marked(pen, scene, view, colour);
      this.units(pen, scene, view, colour, names);
      this.names(pen, scene, view, colour, names);
      return Boolean(this.job) || !this.fits(view, false);
    }

    forget() { this.job = null; this.stale = true; }

    // Whether what was drawn out of sight will do: while things move, if it covers the window and is not scaled much;
    // at rest, if it was drawn for this very place, so that a place always looks the same.
    fits(view, moving) {
      const had = this.shown;
      if (!had || this.stale) return false;
      const scale = view.k / had.k, left = had.left * scale + view.x - had.x * scale, top = had.top * scale + view.y - had.y * scale;
      if (left > 0 || top > 0 || left + had.wide * scale < this.width || top + had.high * scale < this.height) return false;
      if (moving) return scale < NEAR && scale > 1 / NEAR;
      return scale === 1 && view.x === had.x && view.y === had.y;
    }

    prepare(scene, view, colour) {
      const now = performance.now(), place = [view.k, view.x, view.y].join();
      if (place !== this.last) this.moved = now;
      this.last = place;
      if (!this.job && !this.fits(view, now - this.moved < REST)) this.begin(scene, view, colour);
      if (!this.job) return;
      do this.share(scene); while (!this.shown);
    }

    begin(scene, view, colour) {
      const left = -this.width * ROOM, top = -this.height * ROOM;
      const wide = this.width * (1 + 2 * ROOM), high = this.height * (1 + 2 * ROOM);
      const canvas = this.spare || document.createElement("canvas");
      this.spare = null;
      if (canvas.width !== Math.round(wide * this.dots)) canvas.width = Math.round(wide * this.dots);
      if (canvas.height !== Math.round(high * this.dots)) canvas.height = Math.round(high * this.dots);
      const pen = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.fillStyle = colour.paper;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.setTransform(this.dots, 0, 0, this.dots, -left * this.dots, -top * this.dots);
      this.job = { canvas, pen, colour, left, top, wide, high, k: view.k, x: view.x, y: view.y, group: 0, at: 0 };
      this.stale = false;
      this.grounds(pen, scene, view, colour);
    }

    share(scene) {
      const job = this.job, pen = job.pen;
      let left = SHARE;
      while (left > 0 && job.group < scene.groups.length) {
        const group = scene.groups[job.group], end = Math.min(group.ends.length, job.at + 2 * left);
        this.lines(pen, scene, job, group, job.at, end);
        left -= (end - job.at) / 2;
        job.at = end;
        if (end === group.ends.length) { job.group += 1; job.at = 0; }
      }
      pen.getImageData(0, 0, 1, 1); // a browser puts drawing off until somebody looks: all shares would fall due at once
      if (job.group < scene.groups.length) return;
      this.spare = this.shown && this.shown.canvas;
      this.shown = job;
      this.job = null;
    }

    lines(pen, scene, job, group, from, to) {
      const right = job.left + job.wide, low = job.top + job.high;
      pen.lineWidth = scene.wide > 1 ? scene.wide : 1 / this.dots;
      pen.globalAlpha = Math.min(1, DARK[group.dark] * scene.fade);
      pen.strokeStyle = job.colour.layers[group.layer];
      pen.beginPath();
      for (let at = from; at < to; at += 2) {
        const one = group.ends[at], two = group.ends[at + 1];
        const ax = scene.x[one] * job.k + job.x, ay = scene.y[one] * job.k + job.y;
        const bx = scene.x[two] * job.k + job.x, by = scene.y[two] * job.k + job.y;
        if ((ax < job.left && bx < job.left) || (ax > right && bx > right)) continue;
        if ((ay < job.top && by < job.top) || (ay > low && by > low)) continue;
        pen.moveTo(ax, ay);
        pen.lineTo(bx, by);
      }
      pen.stroke();
      pen.globalAlpha = 1;
    }

    blit(pen, view) {
      const had = this.shown, scale = view.k / had.k;
      const x = (had.left - had.x) * scale + view.x, y = (had.top - had.y) * scale + view.y;
      pen.imageSmoothingEnabled = Math.abs(scale - 1) > 1e-9;
      const snap = (at) => (scale === 1 ? Math.round(at * this.dots) / this.dots : at);
      pen.drawImage(had.canvas, snap(x), snap(y), had.wide * scale, had.high * scale);
    }

    grounds(pen, scene, view, colour) {
      for (const one of scene.grounds) {
        if ((one.depth === 0 && scene.grounds.length > 1) || (one.leaf && one.radius * view.k < 34)) continue;
        pen.beginPath();
        pen.arc(one.x * view.k + view.x, one.y * view.k + view.y, one.radius * view.k, 0, 7);
        pen.fillStyle = one.leaf ? colour.paper : colour.ground;
        pen.fill();
      }
    }

    radius(scene, view, unit) {
      const most = scene.spacing * view.k * 0.34, least = Math.min(2, most + 0.8);
      return Math.max(least, Math.min(most * scene.size[unit], 15));
    }

    units(pen, scene, view, colour, names) {
      const round = new Path2D(), square = new Path2D(), lone = new Path2D();
      const close = scene.named || scene.spacing * view.k > 44;
      for (const unit of scene.shown) {
        const x = scene.x[unit] * view.k + view.x, y = scene.y[unit] * view.k + view.y;
        if (x < -20 || y < -20 || x > this.width + 20 || y > this.height + 20) continue;
        const r = this.radius(scene, view, unit);
        if (scene.party[unit]) square.rect(x - r, y - r, 2 * r, 2 * r);
        else { const path = scene.degree[unit] ? round : lone; path.moveTo(x + r, y); path.arc(x, y, r, 0, 7); }
        if (close) names.push([unit, x, y + r]);
      }
      pen.fillStyle = colour.paper; pen.strokeStyle = colour.unit; pen.lineWidth = 1;
      pen.fill(lone); pen.stroke(lone);
      pen.fillStyle = colour.unit; pen.fill(round);
      pen.fillStyle = colour.committee; pen.fill(square);
    }

    // The unit pointed at, its ties and partners, and what was found.
    marked(pen, scene, view, colour) {
      const at = (unit) => [scene.x[unit] * view.k + view.x, scene.y[unit] * view.k + view.y];
      const ring = (unit, more) => {
        const [x, y] = at(unit);
        pen.beginPath(); pen.arc(x, y, this.radius(scene, view, unit) + more, 0, 7); pen.fill();
      };
      pen.fillStyle = colour.mark;
      pen.globalAlpha = 0.28;
      for (const unit of scene.found) ring(unit, 6);
      pen.globalAlpha = 1;
      if (scene.pointed < 0) return;
      pen.fillStyle = colour.paper;
      pen.globalAlpha = 0.55; // all else steps back
      pen.fillRect(0, 0, this.width, this.height);
      pen.globalAlpha = 1;
      pen.fillStyle = colour.mark;
      pen.strokeStyle = colour.mark; pen.lineWidth = 1.5;
      pen.beginPath();
      for (const other of scene.partners) { pen.moveTo(...at(scene.pointed)); pen.lineTo(...at(other)); }
      pen.stroke();
      for (const other of scene.partners) ring(other, 2.5);
      ring(scene.pointed, 4);
    }

    names(pen, scene, view, colour, close) {
      const boxes = [];
      const write = (text, x, y, size, ink, must) => {
        const label = this.label(text, size, ink, colour.paper, must), left = x - label.wide / 2;
        const box = [left, y - 1, left + label.wide, y + size + 3];
        if (box[2] < 0 || box[3] < 0 || box[0] > this.width || box[1] > this.height) return;
        if (!must && boxes.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) return;
        boxes.push(box);
        const snap = (at) => Math.round(at * this.dots) / this.dots;
        pen.drawImage(label.canvas, snap(left), snap(y - 3), label.wide, label.high);
      };
      const point = (unit, must) => {
        const y = scene.y[unit] * view.k + view.y + this.radius(scene, view, unit) + 3;
        write(scene.names[unit], scene.x[unit] * view.k + view.x, y, 12, colour.ink, must);
      };
      if (scene.pointed >= 0) point(scene.pointed, true);
      for (const unit of scene.found.slice(0, MOST_NAMES)) point(unit, false);
      for (const one of scene.grounds) {
        const across = one.radius * view.k;
        if (one.depth === 0 || across < (one.leaf ? 70 : 26) || across > this.width) continue;
        write(one.name, one.x * view.k + view.x, one.y * view.k + view.y - across + (one.leaf ? 4 : -9), one.leaf ? 12 : 13, colour.dim, false);
      }
      close.sort((one, two) => scene.degree[two[0]] - scene.degree[one[0]] || one[0] - two[0]);
      for (const [unit, x, y] of close.slice(0, MOST_NAMES)) write(scene.names[unit], x, y + 2, 12, colour.ink, false);
    }

    // A name with its halo, written once: outlines of characters are slow to draw.
    label(text, size, ink, paper, bold) {
      const key = [text, size, ink, paper, bold, this.dots].join("|");
      let had = this.labels.get(key);
      if (had) return had;
      if (this.labels.size >= MOST_LABELS) this.labels.clear();
      const canvas = document.createElement("canvas"), font = (bold ? "600 " : "") + size + "px " + FONT;
      let pen = canvas.getContext("2d");
      pen.font = font;
      had = { canvas, wide: Math.ceil(pen.measureText(text).width) + 6, high: size + 9 };
      canvas.width = Math.ceil(had.wide * this.dots);
      canvas.height = Math.ceil(had.high * this.dots);
      pen = canvas.getContext("2d");
      pen.scale(this.dots, this.dots);
      Object.assign(pen, { font, textBaseline: "top", lineJoin: "round", lineWidth: 3, strokeStyle: paper, fillStyle: ink });
      pen.strokeText(text, 3, 3);
      pen.fillText(text, 3, 3);
      this.labels.set(key, had);
      return had;
    }
  }

  window.GongjianPicture = { Drawing, colours };
})();
