import { FanOutService } from '../../src/services/fan-out.service.js';
import type { FlowGround } from './flow-ground.js';

/** What the worker does when it is rung for matches: tells the patients of every one that is due. */
export async function tellAll(ground: FlowGround): Promise<void> {
  const due = await ground.rows<{ id: string }>(
    'SELECT id FROM fan_out WHERE done_at IS NULL AND due_at <= $1 ORDER BY id',
    [ground.clock.now()],
  );
  for (const { id } of due) await ground.get(FanOutService).tell(id);
}
